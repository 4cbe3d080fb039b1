import assert from "node:assert/strict";
import { sideAgreement } from "../../../lib/analysis/wave/liquidation-sides.ts";
import { resampleCandles } from "../../../lib/series/resample.ts";
import { emptyColumns } from "../../../lib/tables/columns.ts";
import { DAY, HOUR, parseTime } from "../../../lib/tables/time.ts";
import { realBars, realData, realRows } from "../../real-data.ts";

/** Bars that fall and rise in turn, and liquidations of the side that each hurts. */
function market(rows: number) {
  const bars = emptyColumns("candles", rows), totals = emptyColumns("liquidation_totals", rows);
  for (let i = 0; i < rows; i++) {
    const fall = i % 2 === 0;
    bars.time[i] = totals.time[i] = i * HOUR;
    bars.open[i] = 100;
    bars.close[i] = fall ? 99 : 101;
    totals.long_usd[i] = fall ? 10 : 1;
    totals.short_usd[i] = fall ? 1 : 10;
  }
  return { bars, totals };
}

Deno.test("longs are liquidated as price falls; the other way round is suspicious", () => {
  const { bars, totals } = market(40);
  assert.deepEqual(sideAgreement(totals, bars), { bars: 40, agreement: 1, suspicious: false });
  const swapped = { ...totals, long_usd: totals.short_usd, short_usd: totals.long_usd };
  assert.deepEqual(sideAgreement(swapped, bars), { bars: 40, agreement: 0, suspicious: true });
});

Deno.test("few bars raise no suspicion; unknown sides and bars that do not move tell nothing", () => {
  const { bars, totals } = market(20);
  const swapped = { ...totals, long_usd: totals.short_usd, short_usd: totals.long_usd };
  assert.equal(sideAgreement(swapped, bars).suspicious, false);
  totals.long_usd[0] = NaN;
  bars.close[1] = bars.open[1];
  assert.equal(sideAgreement(totals, bars).bars, 18);
  const none = emptyColumns("liquidation_totals", 0);
  assert.deepEqual(sideAgreement(none, bars), { bars: 0, agreement: null, suspicious: false });
});

const perps = "binance-perps-5m/BTCUSDT_perp_5m.csv.gz";
Deno.test({
  name: "real: CryptoQuant's sides go with Bitcoin's price on more than 7 days of 10",
  ignore: realData(perps).ignore,
  fn() {
    const [file] = [...Deno.readDirSync(realData("cryptoquant").url)].filter(({ name }) =>
      name.endsWith(".csv")
    );
    const rows = realRows(`cryptoquant/${file.name}`);
    const totals = emptyColumns("liquidation_totals", rows.length);
    rows.forEach(([, date, long, short], i) => {
      totals.time[i] = parseTime(date.slice(0, 10));
      totals.long_usd[i] = long === "" ? NaN : Number(long);
      totals.short_usd[i] = short === "" ? NaN : Number(short);
    });
    const { bars, agreement } = sideAgreement(totals, resampleCandles(realBars(perps), DAY).bars);
    assert(bars > 200 && agreement! > 0.7, `${agreement} of ${bars}`);
  },
});
