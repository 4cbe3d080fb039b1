import assert from "node:assert/strict";
import { parquetWriteBuffer } from "hyparquet-writer";
import { UserError } from "../../lib/errors.ts";
import { sourceOfMapping } from "../../lib/sources/mapped-source.ts";
import { sourceNamed } from "../../lib/sources/registry.ts";
import type { ReadOptions } from "../../lib/sources/source.ts";
import { checkRows } from "../../lib/tables/check.ts";
import { emptyColumns } from "../../lib/tables/columns.ts";
import { LONG, SHORT, UNKNOWN_SIDE } from "../../lib/tables/schema.ts";
import { rawFile, readAll } from "./raw.ts";
import { SAMPLES } from "./samples.ts";

const source = (mapping: unknown) => sourceOfMapping(JSON.stringify(mapping), "desk.json");
const read = (
  mapping: unknown,
  name: string,
  content: string | Uint8Array,
  options: ReadOptions = {},
) => readAll(source(mapping), rawFile(name, content), options);
const mapping = (table: string, columns: object, series: object = {}) => ({
  name: "desk",
  rows: [{
    table,
    series: { venue: "bybit", market: "linear", symbol: "BTCUSDT", ...series },
    columns,
  }],
});
const T = 1760000400000;
const funding = (unit: string, timeUnit = "ms") =>
  mapping("funding", { time: { from: "t", unit: timeUnit }, rate: { from: "r", unit } });

Deno.test("units of time: seconds, milli-, micro-, nanoseconds and text become ms", async () => {
  for (
    const [unit, text] of [
      ["s", "1760000400"],
      ["s", "1760000400.0"],
      ["ms", "1760000400000"],
      ["us", "1760000400000999"],
      ["ns", "1760000400000000000"],
      ["utc", "2025-10-09 09:00:00"],
    ]
  ) {
    const { rows } = await read(funding("fraction", unit), "f.csv", `t,r\n${text},0.0001\n`);
    assert.equal(rows[0].time, T, `${unit} ${text}`);
  }
});

Deno.test("microseconds mapped as milliseconds do not pass as times", async () => {
  const { rows } = await read(funding("fraction", "ms"), "f.csv", "t,r\n1760000400000000,0.0001\n");
  const columns = emptyColumns("funding", 1);
  columns.time[0] = Number(rows[0].time);
  const [bad] = checkRows("funding", columns, "settlement");
  assert.match(bad.reason, /looks like microseconds/);
  const bars = mapping("open_interest", { time: { from: "t", unit: "ms" }, open_interest: "v" });
  const text = "t,v\n1760000400000000,1\n1760004000000000,1\n";
  await assert.rejects(read(bars, "f.csv", text), /check the unit of time/);
});

Deno.test("units of rates: fraction, percent and basis points", async () => {
  for (const [unit, text] of [["fraction", "0.0001"], ["percent", "0.01"], ["bps", "1"]]) {
    const { rows } = await read(funding(unit), "f.csv", `t,r\n${T},${text}\n`);
    assert.ok(Math.abs(Number(rows[0].rate) - 0.0001) < 1e-18, unit);
  }
});

Deno.test("percent mapped as fraction, and fraction as percent, are noticed", async () => {
  const rows = (rate: string) => "t,r\n" + `${T},${rate}\n`.repeat(20);
  assert.match(
    (await read(funding("fraction"), "f.csv", rows("0.01"))).warnings[0],
    /percent read as/,
  );
  assert.match(
    (await read(funding("percent"), "f.csv", rows("0.0001"))).warnings[0],
    /fraction read as/,
  );
  assert.deepEqual((await read(funding("fraction"), "f.csv", rows("0.0001"))).warnings, []);
});

Deno.test("contracts: one size for all, or by venue and symbol, and no guess for the rest", async () => {
  const bars = (contract_size: unknown) =>
    mapping("candles", {
      time: { from: "t", unit: "ms" },
      open: "o",
      high: "o",
      low: "o",
      close: "o",
      volume: { from: "v", unit: "contracts", contract_size },
    }, { venue: { from: "venue" }, symbol: { from: "s" }, interval: "1h" });
  const text = `t,o,v,venue,s\n${T},5,300,okx,BTC\n${T},5,300,okx,NEW\n${T},5,300,bybit,BTC\n`;
  const all = await read(bars(0.01), "f.csv", text);
  assert.deepEqual(all.rows.map(({ volume }) => volume), [3, 3, 3]);
  const some = await read(bars({ okx: { BTC: 0.01 } }), "f.csv", text);
  assert.deepEqual(some.rows.map(({ volume }) => volume), [3, 300]);
  assert.match(some.rejects[0].reason, /no contract size for okx NEW/);
});

const events = (meaning: string, unknown?: string[], venue = "okx") =>
  mapping("liquidations", {
    time: { from: "t", unit: "ms" },
    side: { from: "side", meaning, unknown },
    price: "p",
    quantity: "q",
  }, { venue });
Deno.test("sides: of the order or of the position, as the mapping says; others are rejected", async () => {
  const text = `t,side,p,q\n${T},buy,10,2\n${T},SELL,10,2\n${T},long,10,2\n${T},S,10,2\n`;
  const order = await read(events("order"), "f.csv", text);
  assert.deepEqual(order.rows.map(({ side }) => side), [SHORT, LONG, LONG]);
  assert.match(order.rejects[0].reason, /side "S" is no side/);
  const position = await read(events("position", ["S"]), "f.csv", text);
  assert.deepEqual(position.rows.map(({ side }) => side), [LONG, SHORT, LONG, UNKNOWN_SIDE]);
});
Deno.test("an order's words mapped as a position's side are noticed", async () => {
  const text = `t,side,p,q\n${T},buy,10,2\n`;
  assert.match(
    (await read(events("position"), "f.csv", text)).warnings[0],
    /buy and sell are words of orders/,
  );
  assert.deepEqual((await read(events("order"), "f.csv", text)).warnings, []);
  const bybit = events("position", [], "bybit");
  assert.deepEqual((await read(bybit, "f.csv", text)).warnings, []);
});
Deno.test("notional comes from price and quantity where it is not given", async () => {
  const { rows } = await read(events("order"), "f.csv", `t,side,p,q\n${T},buy,10,2\n`);
  assert.equal(rows[0].notional, 20);
});

Deno.test("symbol from a column as the venue writes it, from the file name, or from --symbol", async () => {
  const of = (symbol: unknown) =>
    mapping("open_interest", {
      time: { from: "t", unit: "ms" },
      open_interest_usd: "v",
    }, { symbol, venue: { from: "venue" }, interval: "1h" });
  const text = `t,v,venue,coin\n${T},1,OKX,BTC\n${T},1,bybit,BTC\n`;
  const column = await read(of({ from: "coin", as: { okx: "{}-USDT-SWAP" } }), "f.csv", text);
  assert.deepEqual(column.rows.map(({ series }) => series), [
    "open_interest/okx/linear/BTC-USDT-SWAP/trade/1h/reported",
    "open_interest/bybit/linear/BTC/trade/1h/reported",
  ]);
  const file = await read(of({ file: "^([a-z]+)_oi", as: "{}USDT" }), "eth_oi.csv", text);
  assert.match(file.rows[0].series, /ETHUSDT/);
  await assert.rejects(read(of({ file: "^([a-z]+)_oi" }), "x.csv", text), /give --symbol/);
  const told = await read(of({ file: "^([a-z]+)_oi" }), "x.csv", text, { symbol: "SOLUSDT" });
  assert.match(told.rows[0].series, /SOLUSDT/);
});

Deno.test("a cell that can name no series costs its row, not the file; a name or an option the file", async () => {
  const of = (series: object) =>
    mapping("open_interest", {
      time: { from: "t", unit: "ms" },
      open_interest_usd: "v",
    }, { interval: "1h", ...series });
  const cells = of({ symbol: { from: "s" }, venue: { from: "e" }, market: { from: "m" } });
  const text = [
    "t,v,s,e,m",
    `${T},1,BTCUSDT,okx,linear`,
    `${T},2,../../etc,okx,linear`,
    `${T},3,BTC USDT,okx,linear`,
    `${T},4,,okx,linear`,
    `${T},5,ETHUSDT,o/x,linear`,
    `${T},6,ETHUSDT,okx,futures`,
    `${T},7,ETHUSDT,okx,linear`,
  ].join("\n");
  const { rows, rejects } = await read(cells, "f.csv", text);
  assert.deepEqual(rows.map(({ open_interest_usd }) => open_interest_usd), [1, 7]);
  assert.deepEqual(rejects.map(({ line, reason }) => [line, reason]), [
    [3, CANNOT("symbol", "../../etc")],
    [4, CANNOT("symbol", "BTC USDT")],
    [5, "s is empty and names no symbol"],
    [6, CANNOT("venue", "o/x")],
    [7, 'm: market "futures" is none of spot, linear, inverse'],
  ]);
  assert.match(rejects[0].text, /etc/);
  // What no row says is no row's fault: the file is refused once, not line by line.
  const short = of({ symbol: { from: "s" }, venue: undefined, market: "linear" });
  await assert.rejects(read(short, "f.csv", text), /give --venue/);
  await assert.rejects(read(short, "f.csv", text, { venue: "a/b" }), /cannot name a series/);
});

const CANNOT = (part: string, text: string) =>
  `${part} "${text}" cannot name a series: letters, digits, ".", "_" and "-" only, 40 at most`;

Deno.test("interval from the usual step of the rows, whatever gaps there are", async () => {
  const table = mapping("open_interest", {
    time: { from: "t", unit: "ms" },
    open_interest_usd: "v",
  });
  const text = "t,v\n" + [0, 1, 2, 5, 6].map((i) => `${T + i * 14_400_000},1\n`).join("");
  assert.match((await read(table, "f.csv", text)).rows[0].series, /4h/);
  await assert.rejects(read(table, "f.csv", `t,v\n${T},1\n`), /give series.interval/);
});

Deno.test("one row may give rows of several tables; what is empty in all of them is rejected", async () => {
  const one = mapping("open_interest", {
    time: { from: "d", unit: "utc" },
    open_interest_usd: "btc",
  }, { interval: "1d" });
  const two = mapping("open_interest", {
    time: { from: "d", unit: "utc" },
    open_interest_usd: "eth",
  }, { symbol: "ETHUSDT", interval: "1d" });
  const wide = { name: "wide", rows: [...one.rows, ...two.rows] };
  const { rows, rejects } = await read(
    wide,
    "f.csv",
    "d,btc,eth\n2025-11-07,1,2\n2025-11-08,3,\n2025-11-09,,\n",
  );
  assert.deepEqual(rows.map(({ line, open_interest_usd }) => [line, open_interest_usd]), [[2, 1], [
    3,
    3,
  ], [2, 2]]);
  assert.deepEqual(rejects.map(({ line, reason }) => [line, reason]), [[
    4,
    "the row holds no value",
  ]]);
});

Deno.test("an empty field means not known, never zero", async () => {
  const totals = mapping("liquidation_totals", {
    time: { from: "t", unit: "ms" },
    long_usd: "l",
    short_usd: "s",
  }, { interval: "1d" });
  const { rows } = await read(totals, "f.csv", `t,l,s\n${T},5,\n`);
  assert.deepEqual([rows[0].long_usd, "short_usd" in rows[0]], [5, false]);
});

Deno.test("a file without a header takes the names from the mapping", async () => {
  const { rows } = await read(
    { ...funding("fraction"), headerless: ["t", "r"] },
    "f.csv",
    `${T},0.0001\n`,
  );
  assert.equal(rows[0].rate, 0.0001);
});

Deno.test("a missing column is named with the nearest there is, a doubled one refused", async () => {
  const totals = mapping("liquidation_totals", {
    time: { from: "timestamp", unit: "ms" },
    long_usd: "longs",
  }, { interval: "1d" });
  const text = (header: string) => `${header}\n${T},1,1\n`;
  await assert.rejects(
    read(totals, "f.csv", text("timestamp,long,x")),
    /f.csv: no column "longs"; did you mean "long"\? \(it has timestamp, long, x\)/,
  );
  await assert.rejects(
    read(totals, "f.csv", text("timestamp,longs,longs")),
    /column "longs" is there twice/,
  );
});

const parquet = (
  columns: Parameters<typeof parquetWriteBuffer>[0]["columnData"],
  rowGroupSize?: number,
) => new Uint8Array(parquetWriteBuffer({ columnData: columns, rowGroupSize }));
Deno.test("Parquet: typed times, nulls, and several row groups", async () => {
  const time = Array.from({ length: 5 }, (_, i) => new Date(T + i * 3_600_000));
  const bytes = parquet([
    { name: "t", data: time, type: "TIMESTAMP" },
    { name: "r", data: [1e-4, 2e-4, null, 4e-4, 5e-4], type: "DOUBLE", nullable: true },
  ], 2);
  const { rows, rejects } = await read(funding("fraction", "utc"), "f.parquet", bytes);
  assert.deepEqual(rows.map(({ line, time, rate }) => [line, time, rate]), [
    [1, T, 1e-4],
    [2, T + 3_600_000, 2e-4],
    [4, T + 10_800_000, 4e-4],
    [5, T + 14_400_000, 5e-4],
  ]);
  assert.deepEqual(rejects.map(({ line, reason }) => [line, reason]), [[3, "r is missing"]]);
});
Deno.test("Parquet: plain integers take the unit of the mapping; typed times must not", async () => {
  const plain = parquet([
    { name: "t", data: [BigInt(T) * 1000n], type: "INT64" },
    { name: "r", data: [1e-4], type: "DOUBLE" },
  ]);
  assert.equal((await read(funding("fraction", "us"), "f.parquet", plain)).rows[0].time, T);
  const typed = parquet([
    { name: "t", data: [new Date(T)], type: "TIMESTAMP" },
    { name: "r", data: [1e-4], type: "DOUBLE" },
  ]);
  await assert.rejects(read(funding("fraction", "us"), "f.parquet", typed), /say unit "utc"/);
});
Deno.test("Parquet: cut off or damaged is named", async () => {
  const bytes = parquet([{ name: "t", data: [new Date(T)], type: "TIMESTAMP" }, {
    name: "r",
    data: [1e-4],
    type: "DOUBLE",
  }]);
  await assert.rejects(
    read(funding("fraction", "utc"), "f.parquet", bytes.subarray(0, -30)),
    /Parquet file is damaged/,
  );
});

Deno.test("Parquet: any byte changed, it is read or refused, never a crash or a hang", async () => {
  const { name, bytes, source } = SAMPLES.find(({ source }) => source.includes("events-parquet"))!;
  for (const [at, byte] of bytes.entries()) {
    for (const other of [0, 128, byte ^ 4]) {
      const damaged = bytes.slice();
      damaged[at] = other;
      try {
        await readAll(sourceNamed(source), rawFile(name, damaged));
      } catch (error) {
        assert.ok(error instanceof UserError, `byte ${at} as ${other}: ${error}`);
      }
    }
  }
});

Deno.test("faults of a mapping are named, with the nearest known word", () => {
  const fails = (change: (m: Record<string, unknown>) => unknown, message: string) => {
    const whole = JSON.parse(JSON.stringify(funding("fraction")));
    assert.throws(() => source(change(whole) ?? whole), { name: "UserError", message });
  };
  // deno-lint-ignore no-explicit-any -- a mapping with a fault has no type
  const row = (m: any) => m.rows[0];
  fails((m) => void delete m.name, "mapping desk.json: name is missing");
  fails(
    (m) => void (m.colums = []),
    "mapping desk.json: colums is unknown (known: name, title, licence, headerless, recognise, rows)",
  );
  fails(
    (m) => void (row(m).table = "fundng"),
    'mapping desk.json: rows[0].table "fundng" is unknown; did you mean "funding"? (known: candles, funding, open_interest, liquidations, liquidation_totals, depth)',
  );
  fails(
    (m) => void (row(m).columns.rate.unit = "percnt"),
    'mapping desk.json: rows[0].columns.rate.unit "percnt" is unknown; did you mean "percent"? (known: fraction, percent, bps)',
  );
  fails(
    (m) => void delete row(m).columns.rate.unit,
    "mapping desk.json: rows[0].columns.rate.unit is missing",
  );
  fails(
    (m) => void delete row(m).columns.time,
    "mapping desk.json: rows[0].columns.time is missing",
  );
  fails(
    (m) => void (row(m).series.market = "perp"),
    'mapping desk.json: rows[0].series.market "perp" is unknown (known: spot, linear, inverse)',
  );
  fails(
    (m) => void (row(m).series.symbol = { file: "(" }),
    'mapping desk.json: rows[0].series.symbol.file "(" is no regular expression',
  );
  fails((m) => void (m.rows = []), "mapping desk.json: rows is empty: it wants one table at least");
  assert.throws(() => sourceOfMapping("{", "desk.json"), /mapping desk.json is no JSON/);
});
