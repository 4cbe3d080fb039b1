import assert from "node:assert/strict";
import { UserError } from "../../lib/errors.ts";
import { parseMacroEvents, readMacroEvents } from "../../lib/inputs/macro-events.ts";
import fc from "../property.ts";

const parse = (text: string) => parseMacroEvents("cal.csv", new TextEncoder().encode(text));
const refusal = (text: string) => {
  try {
    parse(text);
  } catch (error) {
    assert(error instanceof UserError, String(error));
    assert.doesNotMatch(error.message, /\n/, "one line");
    return error.message;
  }
  throw new Error(`accepted ${JSON.stringify(text)}`);
};

Deno.test("reads events in any order of columns and rows, quoted, with a mark and CR LF", () => {
  const text = '\ufeffImportance,Time,Name\r\nHigh,2025-12-10T19:00Z,"Fed, decision"\r\n\r\n' +
    "low,2025-11-13,Claims\r\n";
  assert.deepEqual(parse(text), [
    { time: Date.UTC(2025, 10, 13), name: "Claims", importance: "low" },
    { time: Date.UTC(2025, 11, 10, 19), name: "Fed, decision", importance: "high" },
  ]);
});

Deno.test("every fault names file, line and field", () => {
  const head = "time,name,importance\n";
  const faults: [string, RegExp][] = [
    ["", /^cal\.csv is empty/],
    [head, /^cal\.csv holds no events/],
    ["time,name\n", /^cal\.csv, line 1: no column "importance"; the first line is time,name/],
    ["time,name,importance,time\n", /^cal\.csv, line 1: more than one column "time"/],
    [`${head}10.12.2025,Fed,high\n`, /^cal\.csv, line 2, time: "10\.12\.2025" is no UTC time/],
    [`${head}2025-12-10T14:00-05:00,Fed,high\n`, /^cal\.csv, line 2, time: .* is no UTC time/],
    [`${head}\n2025-12-10, ,high\n`, /^cal\.csv, line 3, name: it is empty/],
    [`${head}2025-12-10,${"x".repeat(81)},high\n`, /^cal\.csv, line 2, name: it is longer than 80/],
    [`${head}2025-12-10,"a\nb",high\n`, /^cal\.csv, line 2, name: it holds a line end/],
    [
      `${head}2025-12-10,Fed,3\n`,
      /^cal\.csv, line 2, importance: "3" is none of low, medium, high/,
    ],
    [`${head}2025-12-10,Fed\n`, /^cal\.csv, line 2: 2 fields where the first line has 3/],
    [`${head}2025-12-10,"Fed,high\n`, /^cal\.csv, line 2: a quote is opened and never closed/],
    [
      `${head}2025-12-10,Fed,high\n2025-12-10T00:00Z,Fed,low\n`,
      /^cal\.csv, line 3: the same time and name as line 2/,
    ],
    ["t\0ime", /^cal\.csv is binary/],
  ];
  for (const [text, message] of faults) assert.match(refusal(text), message);
});

Deno.test("text that is no UTF-8 is refused, not repaired", () => {
  const bytes = Uint8Array.of(...new TextEncoder().encode("time,name,importance\n"), 0xe9);
  assert.throws(() => parseMacroEvents("cal.csv", bytes), /^UserError: cal\.csv is no UTF-8 text/);
  assert.throws(
    () => parseMacroEvents("cal.csv", Uint8Array.of(0xff, 0xfe, 0x74)),
    /is UTF-16 text/,
  );
});

Deno.test("any bytes are read or refused in one line", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
    const bytes = Uint8Array.of(...new TextEncoder().encode("time,name,importance\n"), ...noise);
    try {
      parseMacroEvents("cal.csv", bytes);
    } catch (error) {
      assert(error instanceof UserError, String(error));
    }
  }));
});

Deno.test("a missing file and a folder are refused by name", () => {
  assert.throws(() => readMacroEvents("no-such.csv"), /^UserError: no-such\.csv: no such file/);
  const folder = new URL(".", import.meta.url).pathname;
  assert.throws(() => readMacroEvents(folder), /is a folder, not a CSV file/);
});
