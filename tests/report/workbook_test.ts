import assert from "node:assert/strict";
import { join } from "node:path";
import { readdirSync, readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { tableBundle, type TableData } from "../../lib/notebook/table.ts";
import { TABLE_MIME } from "../../lib/notebook/table.ts";
import type { Content } from "../../lib/report/collect.ts";
import { toWorkbook } from "../../lib/report/workbook.ts";
import { installed, output } from "./pictures.ts";

const DATE = new Date(Date.UTC(2026, 0, 19, 23, 55, 4));
const ROWS = [
  { symbol: "BTCUSDT", at: "2026-01-05T09:00:00Z", close: 92_800.123456789, ok: true, none: null },
  { symbol: "<script>", at: null, close: -1e-9, ok: false, none: null },
  { symbol: '=HYPERLINK("x")', at: '+1, or "2"', close: 12_345_678_901_234, ok: null, none: null },
];
const LONG = "rejections-by-zone-and-by-direction";

function content(notebook: string, tables: Record<string, object[]>): Content {
  return {
    notebook,
    title: notebook,
    figures: [],
    tables: Object.entries(tables).map(([name, rows]) =>
      tableBundle(name, rows, { caption: `Table of ${name}` })[TABLE_MIME] as TableData
    ),
    results: {},
    verdicts: [],
  };
}

const CONTENTS = [
  content("02-zones", { visits: ROWS, [LONG]: [{ n: 1 }], [`${LONG}-too`]: [{ n: 2 }] }),
  content("my [own]: what?", { empty: [] }),
];

Deno.test("the same tables and date give the same bytes, whenever they are written", async () => {
  const first = toWorkbook(CONTENTS, DATE);
  // A zip tells time in steps of 2 seconds.
  await new Promise((resolve) => setTimeout(resolve, 2100));
  assert.deepEqual(toWorkbook(CONTENTS, DATE), first);
  assert.notDeepEqual(toWorkbook(CONTENTS, new Date(Date.UTC(2025, 0, 1))), first);
});

Deno.test("every file in it carries the date it was given", async () => {
  const { BlobReader, Uint8ArrayWriter, ZipReader } = await import("@zip.js/zip.js");
  const bytes = toWorkbook(CONTENTS, DATE) as Uint8Array<ArrayBuffer>;
  const entries = await new ZipReader(new BlobReader(new Blob([bytes]))).getEntries();
  assert(entries.length > 8);
  for (const { filename, rawLastModDate } of entries) {
    const [day, time] = [Number(rawLastModDate) >>> 16, Number(rawLastModDate) & 0xffff];
    assert.deepEqual(
      [(day >> 9) + 1980, day >> 5 & 15, day & 31, time >> 11, time >> 5 & 63, (time & 31) * 2],
      [2026, 1, 19, 23, 55, 4],
      filename,
    );
  }
  const core = entries.find(({ filename }) => filename === "docProps/core.xml")!;
  assert(!core.directory);
  const text = new TextDecoder().decode(await core.getData(new Uint8ArrayWriter()));
  assert.equal(text.match(/2026-01-19T23:55:04Z/g)?.length, 2);
});

Deno.test({
  name: "it opens in LibreOffice: names of sheets, numbers as numbers, no formula (soffice)",
  ignore: !installed("soffice"),
  async fn() {
    const folder = await Deno.makeTempDir();
    try {
      await Deno.writeFile(join(folder, "t.xlsx"), toWorkbook(CONTENTS, DATE));
      // Separated by commas, quoted, UTF-8; values as they are, formulas as text; every sheet.
      const filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false,true,false,false,-1";
      output(
        "soffice",
        `-env:UserInstallation=file://${folder}/office`,
        ...["--headless", "--convert-to", filter, "--outdir", folder, join(folder, "t.xlsx")],
      );
      const sheets = Object.fromEntries(
        readdirSync(folder).filter((name) => name.endsWith(".csv")).map((name) => [
          name.slice("t-".length, -".csv".length),
          parse(readFileSync(join(folder, name)), { relaxColumnCount: true }) as string[][],
        ]),
      );
      assert.deepEqual(sheets["contents"].slice(1).map(([sheet]) => sheet), [
        "02-visits",
        "02-rejections-by-zone-and-by-di",
        "02-rejections-by-zone-and-by-~2",
        "my -own-- what--empty",
      ]);
      const [header, ...rows] = sheets["02-visits"];
      assert.deepEqual(header, ["symbol", "at", "close", "ok", "none"]);
      assert.deepEqual(rows.map(([symbol, at]) => [symbol, at]), [
        ["BTCUSDT", "2026-01-05T09:00:00Z"],
        ["<script>", ""],
        [`'=HYPERLINK("x")`, `'+1, or "2"`],
      ]);
      assert.deepEqual(rows.map((row) => Number(row[2])), ROWS.map(({ close }) => close));
      assert.deepEqual(rows.map((row) => row[3]), ["TRUE", "FALSE", ""]);
      assert.deepEqual(sheets["02-rejections-by-zone-and-by-~2"], [["n"], ["2"]]);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});
