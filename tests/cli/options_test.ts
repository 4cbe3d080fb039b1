import assert from "node:assert/strict";
import { UserError } from "../../lib/errors.ts";
import { type Command, helpOf, parseOptions } from "../../lib/cli/options.ts";
import type { OptionName } from "../../lib/cli/vocabulary.ts";

const COMMAND = {
  name: "report",
  summary: "Runs every notebook.",
  example: "deno task report --data data/binance",
  options: [
    "data",
    "symbols",
    "from",
    "at",
    "zone",
    "interval",
    "size",
    "theme",
    "seed",
    "json",
    "help",
  ],
} as const satisfies Command<OptionName>;

const refusal = (...args: string[]) => {
  try {
    parseOptions(args, COMMAND);
  } catch (error) {
    assert(error instanceof UserError);
    return error.message;
  }
  throw new Error(`accepted ${args.join(" ")}`);
};

Deno.test("values are read by the vocabulary, in both spellings", () => {
  const { options } = parseOptions(
    ["--data=d", "--symbols", "btcusdt,ETHUSDT", "--from", "2025-11-20", "--size=slide", "--json"],
    COMMAND,
  );
  assert.deepEqual(options, {
    data: "d",
    symbols: ["BTCUSDT", "ETHUSDT"],
    from: Date.UTC(2025, 10, 20),
    size: "slide",
    json: true,
  });
});

Deno.test("repeatable options collect their values", () => {
  const { options } = parseOptions(["--zone", "92800:93900", "--zone=92000:93000"], COMMAND);
  assert.deepEqual(options.zone, [[92800, 93900], [92000, 93000]]);
});

Deno.test("a typo is refused by name with the nearest known option", () => {
  assert.match(refusal("--symbls", "BTC"), /unknown option --symbls; did you mean "--symbols"\?/);
  assert.match(refusal("--form", "2025-01-01"), /did you mean "--from"/);
  assert.match(refusal("-json"), /unknown option -json; did you mean "--json"/);
  assert.doesNotMatch(refusal("--qqqqqqqqqqqq"), /did you mean/);
});

Deno.test("a malformed value is refused with its option and the right form", () => {
  assert.match(refusal("--from", "5.12.2025"), /--from: "5.12.2025" is no UTC time/);
  assert.match(refusal("--from", "2025-02-30"), /is no UTC time/);
  assert.match(refusal("--zone", "93900:92800"), /upside down: write 92800:93900/);
  assert.match(refusal("--zone", "93900:93900"), /no width/);
  assert.match(refusal("--zone", "93900"), /write LO:HI/);
  assert.match(refusal("--interval", "1x"), /is no interval/);
  assert.match(refusal("--seed", "-1"), /no seed/);
  assert.match(refusal("--symbols", "BTC,"), /empty item/);
  assert.match(
    refusal("--size", "jurnal"),
    /no size of charts; did you mean "journal"\? \(known: notebook, journal, journal-wide, slide\)/,
  );
  assert.match(refusal("--theme", "drak"), /no theme of charts; did you mean "dark"/);
});

Deno.test("a missing, doubled or surplus value is refused", () => {
  assert.match(refusal("--data"), /--data needs a value: --data DIR/);
  assert.match(refusal("--data", "--json"), /--data needs a value/);
  assert.match(refusal("--data", "a", "--data", "b"), /given twice/);
  assert.match(refusal("--json=yes"), /takes no value/);
  assert.match(refusal("stray"), /"stray" stands alone: .* as --data DIR/);
  const bare = { ...COMMAND, options: ["help"] as const };
  assert.throws(() => parseOptions(["stray"], bare), /stands alone: this command takes none/);
});

Deno.test("operands are counted, except for --help", () => {
  const ingest = { ...COMMAND, operands: { label: "FILE...", min: 1, max: Infinity } };
  assert.deepEqual(parseOptions(["a", "b"], ingest).operands, ["a", "b"]);
  assert.throws(() => parseOptions([], ingest), /FILE... is missing/);
  assert.equal(parseOptions(["--help"], ingest).options.help, true);
  assert.equal(parseOptions(["-h"], ingest).options.help, true);
});

Deno.test("help names every option and the example", () => {
  const help = helpOf(COMMAND);
  for (const name of COMMAND.options) assert.match(help, new RegExp(`--${name}\\b`));
  assert.match(help, /deno task report --data data\/binance/);
});
