"""Does one work in a process of its own: `peers.py WORK DIR REPEATS` prints a JSON line with the
milliseconds on the clock and of all its threads (medians of the repeats), its peak memory in MB, and
sums of the result.

A work is made by its function, which returns what is timed and what sums up its result.
"""

import json
import resource
import sys
import time
from pathlib import Path
from statistics import median

import numpy as np

MINUTE = 60_000
BARS = ["time", "open", "high", "low", "close", "volume"]
SUMMED = ["volume", "quote_volume", "trades", "taker_buy_volume", "taker_buy_quote_volume"]
SYMBOLS = ["BTC", "ETH", "SOL", "DOGE", "ZEC"]


# CSV to Arrow; with pandas to its own frame.


def csv_polars(folder, name):
    import polars

    return lambda: polars.read_csv(folder / name).to_arrow(), table_sums


def csv_pandas(folder, name):
    import pandas

    return lambda: pandas.read_csv(folder / name), table_sums


def csv_duckdb(folder, name):
    import duckdb

    return lambda: duckdb.read_csv(str(folder / name)).to_arrow_table(), table_sums


def table_sums(table):
    names = getattr(table, "column_names", None) or list(table.columns)
    numbers = [name for name in names if name != "is_buyer_maker"]
    return {"rows": len(table)} | {name: known_sum(table[name]) for name in numbers}


# 1m bars to 1h bars.


def resample_pandas(folder):
    import pandas

    columns = candles(folder)
    index = pandas.to_datetime(columns.pop("time"), unit="ms")
    frame = pandas.DataFrame(columns, index=index)
    how = {"open": "first", "high": "max", "low": "min", "close": "last"}
    how |= {name: "sum" for name in SUMMED}
    return lambda: frame.resample("1h").agg(how), bar_sums


def resample_polars(folder):
    import polars as pl

    frame = polars_bars(folder)
    how = [pl.col("open").first(), pl.col("high").max(), pl.col("low").min()]
    how += [pl.col("close").last(), *(pl.col(name).sum() for name in SUMMED)]
    return lambda: frame.group_by_dynamic("time", every="1h").agg(how), bar_sums


def resample_duckdb(folder):
    import duckdb

    database = duckdb.connect()
    database.register("bars", polars_bars(folder).to_arrow())
    sums = ", ".join(f"sum({name}) as {name}" for name in SUMMED)
    query = f"""
        select time_bucket(interval 1 hour, time) as hour, arg_min(open, time) as open,
          max(high) as high, min(low) as low, arg_max(close, time) as close, {sums}
        from bars group by hour order by hour"""
    return lambda: database.sql(query).to_arrow_table(), bar_sums


def bar_sums(frame):
    return {"rows": len(frame)} | {name: known_sum(frame[name]) for name in BARS[1:] + SUMMED[1:]}


# Baselines.


def mean30d_pandas(folder):
    import pandas

    values = pandas.Series(bars(folder)["volume"])
    return lambda: values.rolling(43_200).mean(), column_sums


def mean30d_polars(folder):
    import polars

    values = polars.Series(bars(folder)["volume"])
    return lambda: values.rolling_mean(43_200), column_sums


def median12h_pandas(folder):
    import pandas

    values = pandas.Series(bars(folder)["volume"])
    return lambda: values.rolling(720).median(), column_sums


def median12h_polars(folder):
    import polars

    values = polars.Series(bars(folder)["volume"])
    return lambda: values.rolling_median(720), column_sums


def weekly_pandas(folder):
    import pandas

    values, minute = pandas.Series(bars(folder)["volume"]), minute_of_week(folder)

    def run():
        before = values.groupby(minute).shift(1)
        usual = before.groupby(minute).rolling(8, min_periods=4).median()
        return usual.droplevel(0).sort_index()

    return run, column_sums


def weekly_polars(folder):
    import polars as pl

    frame = pl.DataFrame({"volume": bars(folder)["volume"], "minute": minute_of_week(folder)})
    usual = pl.col("volume").shift(1).rolling_median(8, min_samples=4).over("minute")
    return lambda: frame.select(usual).to_series(), column_sums


def minute_of_week(folder):
    return (bars(folder)["time"] // MINUTE % (7 * 24 * 60)).astype("int64")


def column_sums(values):
    values = np.asarray(values, dtype="f8")
    return {"rows": len(values), "sum": known_sum(values), "last": float(values[-1])}


# The bar in which each trade happened.


def asof_pandas(folder):
    import pandas

    trades = pandas.DataFrame({"time": trade_times(folder)})
    frame = pandas.DataFrame({name: bars(folder)[name] for name in ("time", "close")})
    return lambda: pandas.merge_asof(trades, frame, on="time")["close"], column_sums


def asof_polars(folder):
    import polars as pl

    trades = pl.DataFrame({"time": trade_times(folder)}).set_sorted("time")
    frame = pl.DataFrame({name: bars(folder)[name] for name in ("time", "close")}).set_sorted("time")
    return lambda: trades.join_asof(frame, on="time")["close"], column_sums


def asof_duckdb(folder):
    import duckdb
    import pyarrow

    database = duckdb.connect()
    database.register("trades", pyarrow.table({"time": trade_times(folder)}))
    database.register("bars", pyarrow.table({name: bars(folder)[name] for name in ("time", "close")}))
    query = "select close from trades asof join bars on trades.time >= bars.time order by trades.time"
    return lambda: database.sql(query).to_arrow_table(), lambda t: column_sums(t["close"])


def trade_times(folder):
    return doubles(folder / "trades-time.f64")


# Inputs that only Python can write as freqtrade does.


def feather_files(folder):
    import pandas
    from pyarrow import feather

    def run():
        for symbol in SYMBOLS:
            frame = pandas.read_csv(folder / f"{symbol}USDT.csv").rename(columns={"time": "date"})
            frame["date"] = pandas.to_datetime(frame["date"], unit="ms", utc=True)
            name = f"{symbol}_USDT_USDT-5m-futures.feather"
            feather.write_feather(frame, str(folder / name), compression="lz4")

    return run, lambda _: {}


def bars(folder):
    return {name: doubles(folder / f"klines-{name}.f64") for name in BARS}


def candles(folder):
    """Bars with all columns of candles; what the inputs lack follows from what they have."""
    columns = bars(folder)
    volume, value = columns["volume"], columns["volume"] * columns["close"]
    rest = {"quote_volume": value, "trades": volume, "taker_buy_volume": volume / 2}
    return columns | rest | {"taker_buy_quote_volume": value / 2}


def polars_bars(folder):
    import polars as pl

    time_ms = pl.col("time").cast(pl.Int64).cast(pl.Datetime("ms"))
    return pl.DataFrame(candles(folder)).with_columns(time_ms).set_sorted("time")


def doubles(path):
    return np.fromfile(path, dtype="<f8")


def known_sum(values):
    return float(np.nansum(np.asarray(values, dtype="f8")))


def main():
    work, folder, repeats, *rest = sys.argv[1:]
    run, sums = globals()[work](Path(folder), *rest)
    ms, cpu = [], []
    for _ in range(int(repeats)):
        start, before = time.perf_counter(), time.process_time()
        result = run()
        ms.append((time.perf_counter() - start) * 1000)
        cpu.append((time.process_time() - before) * 1000)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    mb = peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
    print(json.dumps({"ms": median(ms), "cpu": median(cpu), "mb": mb, "sums": sums(result)}))


main()
