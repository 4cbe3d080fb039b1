import assert from "node:assert/strict";
import { basename, join } from "node:path";
import { fetchRaw } from "../../lib/fetch/fetch-raw.ts";
import type { FetchProgress, Means, Provider, Wanted } from "../../lib/fetch/request.ts";
import { formatDate, parseTime } from "../../lib/tables/time.ts";
import { apisReply } from "./apis.ts";
import { fakeClock } from "./fake-clock.ts";
import { type Asked, type Host, type Reply, startHost } from "./server.ts";
import { VISION, visionFile, visionReply } from "./vision.ts";

const KEY = "7f3e-secret-key-0001";
const WANTED: Wanted = {
  symbols: ["BTCUSDT"],
  tables: ["candles"],
  interval: "1h",
  from: parseTime("2025-11-01"),
  to: parseTime("2025-12-04"),
  now: parseTime("2025-12-20"),
};

interface Stage {
  host: Host;
  raw: string;
  fetch: (more?: Partial<Wanted>, means?: Partial<Means>) => ReturnType<typeof fetchRaw>;
  asked: () => string[];
}

async function stage(
  answer: (asked: Asked, nth: number) => Reply,
  test: (stage: Stage) => Promise<void>,
  providers: Provider[] = ["binance"],
) {
  const host = startHost(answer);
  const raw = Deno.makeTempDirSync();
  const means = { raw, mirror: host.url, clock: fakeClock(WANTED.now) };
  try {
    await test({
      host,
      raw,
      fetch: (wanted, more) => fetchRaw({ ...WANTED, ...wanted }, providers, { ...means, ...more }),
      asked: () => host.asked.map(({ path }) => basename(path)),
    });
  } finally {
    await host.close();
    Deno.removeSync(raw, { recursive: true });
  }
}

const dates = (missing: { from: number; to: number }[]) =>
  missing.map(({ from, to }) => `${formatDate(from)}/${formatDate(to)}`);

Deno.test("files come in the host's layout, each with its checksum", async () => {
  await stage(visionReply, async ({ fetch, raw }) => {
    const { files, downloaded, kept, failed, missing } = await fetch();
    const path = "/data/futures/um/monthly/klines/BTCUSDT/1h/BTCUSDT-1h-2025-11.zip";
    assert.deepEqual(files.map((file) => basename(file)), [
      "BTCUSDT-1h-2025-12-01.zip",
      "BTCUSDT-1h-2025-12-02.zip",
      "BTCUSDT-1h-2025-12-03.zip",
      "BTCUSDT-1h-2025-11.zip",
    ]);
    assert.deepEqual(Deno.readFileSync(join(raw, VISION, path)), visionFile(path));
    Deno.statSync(join(raw, VISION, `${path}.CHECKSUM`));
    assert.deepEqual([downloaded, kept, failed, missing], [4, 0, [], []]);
  });
});

Deno.test("a second run asks for nothing", async () => {
  await stage(visionReply, async ({ fetch, host }) => {
    const first = await fetch();
    const before = host.asked.length;
    const second = await fetch();
    assert.equal(host.asked.length, before);
    assert.deepEqual(second.files, first.files);
    assert.deepEqual([second.downloaded, second.kept, second.bytes], [0, 4, 0]);
  });
});

Deno.test("a month that is not published yet comes as its days", async () => {
  const answer = (asked: Asked) =>
    asked.path.includes("/monthly/") ? { status: 404 } : visionReply(asked);
  await stage(answer, async ({ fetch }) => {
    const { files, missing } = await fetch();
    assert.equal(files.length, 33);
    assert.deepEqual(missing, []);
  });
});

Deno.test("days that are not there are listed as stretches, and fail nothing", async () => {
  const answer = (asked: Asked) =>
    /monthly|11-0[5-8]|12-02/.test(asked.path) ? { status: 404 } : visionReply(asked);
  await stage(answer, async ({ fetch }) => {
    const { files, missing, failed } = await fetch();
    assert.equal(files.length, 28);
    assert.deepEqual(dates(missing), ["2025-11-05/2025-11-09", "2025-12-02/2025-12-03"]);
    assert.equal(missing[0].series, "binance klines BTCUSDT");
    assert.deepEqual(failed, []);
  });
});

Deno.test("never more than four at a time, and as many as that", async () => {
  const answer = (asked: Asked) => ({ ...visionReply(asked), delay: 5 });
  await stage(answer, async ({ fetch, host }) => {
    await fetch({ tables: ["open_interest"] });
    assert.equal(host.most, 4);
  });
});

Deno.test("a file that fails is named, nothing of it is there, the others go on", async () => {
  const answer = (asked: Asked): Reply =>
    asked.path.endsWith("12-02.zip") ? { body: "not the bytes" } : visionReply(asked);
  await stage(answer, async ({ fetch, raw }) => {
    const { files, failed } = await fetch();
    assert.equal(files.length, 3);
    assert.equal(failed.length, 1);
    assert.match(failed[0].name, /BTCUSDT-1h-2025-12-02\.zip$/);
    assert.match(failed[0].message, /not those of its \.CHECKSUM/);
    assert.throws(() => Deno.statSync(join(raw, VISION, failed[0].name)), Deno.errors.NotFound);
  });
});

Deno.test("an interrupted run goes on: only what is not there is asked for", async () => {
  let up = true, served = 0;
  const answer = (asked: Asked): Reply => {
    if (up && asked.path.endsWith(".zip") && ++served > 10) up = false;
    return up ? visionReply(asked) : { status: 403 };
  };
  await stage(answer, async ({ fetch, asked }) => {
    const first = await fetch({ tables: ["open_interest"] });
    assert(first.files.length >= 6 && first.files.length <= 10);
    up = true;
    served = -1000;
    const before = asked().length;
    const second = await fetch({ tables: ["open_interest"] });
    assert.equal(second.files.length, 33);
    assert.equal(second.kept, first.files.length);
    const again = new Set(asked().slice(before));
    assert(first.files.every((file) => !again.has(basename(file))));
  });
});

Deno.test("a host that fails over and over is given up, and it says how much was left", async () => {
  await stage(() => ({ status: 500 }), async ({ fetch, host }) => {
    const { failed, files } = await fetch({ tables: ["open_interest"] });
    assert.deepEqual(files, []);
    // Six tries each of the four side by side, and of those begun meanwhile.
    assert(host.asked.length <= 6 * 7, `${host.asked.length} requests`);
    const given = failed.find(({ name }) => name === "binance")!.message;
    assert.match(given, /127\.0\.0\.1:\d+ fails over and over: \d+ more files were not tried/);
    assert.equal(failed.length - 1 + Number(/: (\d+) more/.exec(given)![1]), 33);
  });
});

Deno.test("two runs never write into one folder", async () => {
  await stage(visionReply, async ({ fetch }) => {
    const first = fetch();
    await assert.rejects(fetch(), /another fetch is writing to it/);
    await first;
  });
});

Deno.test("progress rises to all files, with a rate, and ends with nothing left", async () => {
  const seen: FetchProgress[] = [];
  await stage(visionReply, async ({ fetch }) => {
    await fetch({}, { onProgress: (progress) => seen.push(progress) });
  });
  assert.deepEqual(seen.map(({ done }) => done), seen.map(({ done }) => done).sort());
  const { done, files, bytes, rate, left } = seen.at(-1)!;
  assert.deepEqual([done, files, left], [4, 4, 0]);
  assert(bytes > 0 && rate > 0);
});

Deno.test("three providers side by side, each in the folder of its host", async () => {
  await stage(apisReply, async ({ fetch, raw }) => {
    const { files, failed } = await fetch(
      { tables: ["candles", "funding", "liquidations"] },
      { key: KEY },
    );
    assert.deepEqual(failed, []);
    const hosts = new Set(files.map((file) => file.slice(raw.length + 1).split("/")[0]));
    assert.deepEqual([...hosts].sort(), [
      "api.coinalyze.net",
      "api.hyperliquid.xyz",
      "data.binance.vision",
    ]);
    // Binance has the settlements themselves: Coinalyze is not asked for funding.
    assert(!files.some((file) => file.includes("funding-rate-history")));
  }, ["binance", "hyperliquid", "coinalyze"]);
});

Deno.test("the key is in no file and no address, and goes to Coinalyze alone", async () => {
  await stage(apisReply, async ({ fetch, raw, host }) => {
    await fetch({ tables: ["candles", "funding", "liquidations"] }, { key: KEY });
    assert(host.asked.every(({ path, body }) => !`${path}${body}`.includes(KEY)));
    for (const { path, headers } of host.asked) {
      assert.equal(headers.has("api_key"), path.startsWith("/v1/"), path);
    }
    for (const file of filesBelow(raw)) {
      assert(!Deno.readTextFileSync(file).includes(KEY), file);
    }
  }, ["binance", "hyperliquid", "coinalyze"]);
});

Deno.test("Coinalyze wants a key that can be one, and over https", async () => {
  await stage(apisReply, async ({ fetch, host }) => {
    await assert.rejects(fetch(), /environment as COINALYZE_API_KEY/);
    await assert.rejects(fetch({}, { key: "" }), /environment as COINALYZE_API_KEY/);
    for (const key of ["short", `${KEY}\nx`, `"${KEY} "`]) {
      await assert.rejects(fetch({}, { key }), (error: Error) => {
        assert.match(error.message, /holds no key/);
        return !error.message.includes(KEY);
      });
    }
    const open = { key: KEY, mirror: "http://mirror.example" };
    await assert.rejects(fetch({}, open), /mirror\.example: the key .* https only/);
    assert.equal(host.asked.length, 0);
  }, ["coinalyze"]);
});

function* filesBelow(dir: string): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(dir)) {
    if (isDirectory) yield* filesBelow(join(dir, name));
    else yield join(dir, name);
  }
}
