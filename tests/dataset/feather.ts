import {
  Field,
  Float64,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  tableToIPC,
  TimestampMillisecond,
} from "apache-arrow";

/** Writes a feather file of 5-minute bars as freqtrade does, prices a sawtooth above `price`. */
export function writeFeather(path: string, from: number, rows: number, price: number): void {
  Deno.writeFileSync(path, featherBytes(from, rows, price));
}

/** The bytes of such a file. */
export function featherBytes(from: number, rows: number, price: number): Uint8Array {
  const time = new TimestampMillisecond("UTC");
  const close = Float64Array.from({ length: rows }, (_, i) => price + i % 7 / 8);
  // Copies, because apache-arrow 21 writes a buffer that several columns share only once.
  const number = (data: Float64Array) => makeData({ type: new Float64(), data: data.slice() });
  const columns = [
    makeData({
      type: time,
      data: BigInt64Array.from({ length: rows }, (_, i) => BigInt(from + i * 300_000)),
    }),
    ...[close, close, close, close, close].map(number),
  ];
  const names = ["date", "open", "high", "low", "close", "volume"];
  const fields = names.map((name, i) => new Field(name, i === 0 ? time : new Float64(), true));
  const schema = new Schema(fields);
  const struct = makeData({
    type: new Struct(fields),
    length: rows,
    nullCount: 0,
    children: columns,
  });
  return tableToIPC(new Table(schema, new RecordBatch(schema, struct)), "file");
}
