import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { VOCABULARY } from "../../lib/cli/vocabulary.ts";
import { openDataset } from "../../lib/dataset/open.ts";
import { sizeOf } from "../../lib/fetch/files.ts";
import { PROVIDERS } from "../../lib/fetch/request.ts";
import { DAY, formatDate, parseTime } from "../../lib/tables/time.ts";
import { realData } from "../real-data.ts";
import { zipOf } from "../sources/zip-of.ts";
import { apisReply } from "../fetch/apis.ts";
import { type Asked, type Reply, startHost } from "../fetch/server.ts";
import { VISION, visionReply } from "../fetch/vision.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const KEY = "7f3e-secret-key-0001";
const WINDOW = ["--from", "2025-11-01", "--to", "2025-11-03", "--interval", "1h"];

const COMMAND: string = JSON.parse(Deno.readTextFileSync(join(ROOT, "deno.json"))).tasks.fetch;

/** The task as deno.json states it, but with the permission to connect to another host. */
function taskOf(args: string[], host?: string, key = ""): Deno.Command {
  const words = COMMAND.split(" ").slice(1)
    .map((word) => host && word.startsWith("--allow-net=") ? `--allow-net=${host}` : word);
  return new Deno.Command(Deno.execPath(), {
    args: [...words, ...args],
    cwd: ROOT,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    env: { NO_COLOR: "1", COINALYZE_API_KEY: key },
  });
}

async function task(args: string[], host?: string, key?: string) {
  const { code, stdout, stderr } = await taskOf(args, host, key).output();
  const decoder = new TextDecoder();
  return { code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}

async function withHost(
  answer: (asked: Asked) => Reply,
  test: (base: string[], host: string, dir: string) => Promise<void>,
) {
  const host = startHost(answer);
  const dir = Deno.makeTempDirSync();
  const data = join(dir, "market");
  try {
    const base = ["--symbols", "BTCUSDT", "--out", data, "--base-url", host.url];
    await test([...base, ...WINDOW], new URL(host.url).host, dir);
  } finally {
    await host.close();
    Deno.removeSync(dir, { recursive: true });
  }
}

Deno.test("the task may connect to the providers' hosts and to no other", () => {
  const allowed = COMMAND.split(" ").filter((word) => word.startsWith("--allow"));
  const hosts = Object.values(PROVIDERS).map((url) => new URL(url).host).join();
  assert.deepEqual(allowed, [
    "--allow-read",
    "--allow-write",
    "--allow-env=COINALYZE_API_KEY",
    `--allow-net=${hosts}`,
  ]);
});

Deno.test("fetch makes a dataset, a second run changes nothing, and missing days are told", async () => {
  const answer = (asked: Asked) =>
    asked.path.includes("metrics-2025-11-02") ? { status: 404 } : visionReply(asked);
  await withHost(answer, async (base, host, dir) => {
    const first = await task([...base, "--json"], host);
    assert.equal(first.code, 0, first.err);
    const { missing, downloaded, coverage } = JSON.parse(first.out);
    assert.equal(downloaded, 2 + 1 + 1 + 2);
    assert.equal(missing.length, 1);
    assert.deepEqual(coverage.map(({ series }: { series: string }) => series).sort(), [
      "candles/binance/linear/BTCUSDT/trade/1h/reported",
      "depth/binance/linear/BTCUSDT/trade/snapshot/reported",
      "funding/binance/linear/BTCUSDT/trade/settlement/reported",
      "open_interest/binance/linear/BTCUSDT/trade/5m/reported",
    ]);
    const manifest = Deno.readTextFileSync(join(dir, "market", "manifest.json"));

    const second = await task(base, host);
    assert.equal(second.code, 0, second.err);
    assert.match(second.out, /^0 files downloaded \(0\.0 MB\), 6 there already, 0 failed/);
    assert.match(second.out, /note: binance metrics BTCUSDT: no 2025-11-02/);
    assert.equal(Deno.readTextFileSync(join(dir, "market", "manifest.json")), manifest);
  });
});

Deno.test({
  name: "genuine files in the real paths, with their checksums, become a dataset",
  ignore: realData("formats").ignore,
  async fn() {
    const days = [
      ["open_interest", "metrics", "2025-11-02", "binance_vision_metrics.csv"],
      ["depth", "bookDepth", "2025-05-19", "binance_vision_bookDepth_2025.csv"],
    ];
    const zips = new Map(days.map(([, type, day, sample]) => {
      const name = `BTCUSDT-${type}-${day}`;
      const data = Deno.readFileSync(realData(`formats/${sample}`).url);
      const path = `/data/futures/um/daily/${type}/BTCUSDT/${name}.zip`;
      return [path, zipOf([{ path: `${name}.csv`, data }])];
    }));
    const answer = (asked: Asked): Reply => {
      const path = asked.path.replace(/\.CHECKSUM$/, ""), zip = zips.get(path);
      if (!zip) return { status: 404 };
      if (path === asked.path) return { body: zip };
      const sha = createHash("sha256").update(zip).digest("hex");
      return { body: `${sha}  ${basename(path)}\n` };
    };
    await withHost(answer, async (base, host, dir) => {
      const given = base.slice(0, base.indexOf("--from"));
      for (const [tables, , from] of days) {
        const to = formatDate(parseTime(from) + DAY);
        const args = ["--tables", tables, "--from", from, "--to", to];
        const { code, err } = await task([...given, ...args], host);
        assert.equal(code, 0, err);
      }
      const dataset = openDataset(join(dir, "market"));
      const [depth, interest] = dataset.series();
      assert.deepEqual([depth.rows, interest.rows], [10, 2]);
      const [book] = (await dataset.load(depth.key)).toArray();
      assert.deepEqual([book.percentage, book.notional], [-5, 647368074.3692]);
      const [first] = (await dataset.load(interest.key)).toArray();
      assert.equal(first.open_interest, 76643.191);
      assert.equal(first.open_interest_usd, 8430743345.6809);
    });
  },
});

Deno.test("what the other providers have goes into the same dataset", async () => {
  await withHost(apisReply, async (base, host) => {
    const args = ["--providers", "hyperliquid,coinalyze", "--tables", "funding,liquidations"];
    const { code, out, err } = await task([...base, ...args, "--json"], host, KEY);
    assert.equal(code, 0, err);
    const series = JSON.parse(out).coverage.map(({ series }: { series: string }) => series);
    assert(series.includes("funding/hyperliquid/linear/BTC/trade/settlement/reported"), out);
    assert(series.some((id: string) => id.startsWith("liquidation_totals/binance/linear/BTCUSDT")));
    assert(!`${out}${err}`.includes(KEY));
  });
});

Deno.test("a run that was killed in the middle of a file goes on in the middle of it", async () => {
  const ranges: (string | null)[] = [];
  const answer = (asked: Asked): Reply => {
    if (!asked.path.endsWith(".zip")) return visionReply(asked);
    ranges.push(asked.headers.get("range"));
    if (ranges.length > 1) return visionReply(asked);
    return { ...visionReply(asked), hang: 300 };
  };
  await withHost(answer, async (base, host, dir) => {
    const args = [...base, "--tables", "funding", "--json"];
    const folder = join(dir, "raw", VISION, "data/futures/um/monthly/fundingRate/BTCUSDT");
    const killed = taskOf(args, host).spawn();
    let ended = false;
    killed.status.then(() => ended = true);
    while (sizeOf(join(folder, "BTCUSDT-fundingRate-2025-11.zip.part")) !== 300) {
      assert(!ended, "it ended without the part of the file that it was sent");
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    killed.kill("SIGKILL");
    await killed.output();
    const { code, out, err } = await task(args, host);
    assert.equal(code, 0, err);
    assert.deepEqual(ranges, [null, "bytes=300-"]);
    assert.equal(JSON.parse(out).coverage[0].rows, 90);
  });
});

Deno.test("what cannot be verified is not ingested, and the command fails", async () => {
  const answer = (asked: Asked) =>
    asked.path.endsWith("2025-11-02.zip") ? { body: "PK wrong" } : visionReply(asked);
  await withHost(answer, async (base, host) => {
    const { code, out, err } = await task([...base, "--tables", "candles", "--json"], host);
    assert.equal(code, 1);
    assert.match(err, /^error: .*BTCUSDT-1h-2025-11-02\.zip: the bytes are not those of its/);
    assert.equal(JSON.parse(out).coverage[0].rows, 24);
  });
});

Deno.test("the key appears in no output, whatever happens", async () => {
  const answer = () => ({ status: 401, body: `{"message":"Invalid API key ${KEY}"}` });
  await withHost(answer, async (base, host) => {
    const { code, out, err } = await task(
      [...base, "--providers", "coinalyze", "--tables", "liquidations"],
      host,
      KEY,
    );
    assert.equal(code, 1);
    assert.match(err, /the key in COINALYZE_API_KEY/);
    assert(!`${out}${err}`.includes(KEY));
  });
});

Deno.test("a host that may not be connected to is named, with the command that may", async () => {
  const { code, err } = await task(
    ["--symbols", "BTCUSDT", "--base-url", "http://127.0.0.1:9", ...WINDOW],
  );
  assert.equal(code, 1);
  assert.match(err, /no permission to connect to 127\.0\.0\.1:9; run deno run .*--allow-net=127/);
});

Deno.test("options that make no sense are refused before anything is asked for", async () => {
  await withHost(() => ({ status: 500 }), async (base, host, dir) => {
    const cases: [string[], RegExp][] = [
      [["--providers", "coinalyze"], /^error: Coinalyze wants a key: .* as COINALYZE_API_KEY/],
      [["--tables", "candels"], /no table; did you mean "candles"/],
      [["--out", join(dir, "raw")], /is where raw files go/],
    ];
    await Promise.all(cases.map(async ([args, message]) => {
      const given = args[0] === "--out" ? base.filter((_, i) => i !== 2 && i !== 3) : base;
      const { code, err } = await task([...given, ...args], host);
      assert.equal(code, 1);
      assert.match(err, message);
      assert.equal(err.trim().split("\n").length, 1, err);
    }));
  });
});

Deno.test("tables, providers and mirrors are read by the vocabulary", () => {
  const { tables, providers, "base-url": mirror } = VOCABULARY;
  assert.deepEqual(tables.parse("funding,candles,funding"), ["funding", "candles"]);
  assert.deepEqual(providers.parse("binance,coinalyze"), ["binance", "coinalyze"]);
  assert.throws(() => providers.parse("binanse"), /no provider; did you mean "binance"/);
  assert.equal(mirror.parse("http://127.0.0.1:8000/"), "http://127.0.0.1:8000");
  assert.equal(mirror.parse("https://mirror.example/vision/"), "https://mirror.example/vision");
  for (const text of ["ftp://x", "mirror", "https://me:word@x", "https://x/?a=b", "file:///x"]) {
    assert.throws(() => mirror.parse(text), /that is no base URL/);
  }
});
