import { fuzzCsv, fuzzFiles } from "./fuzz.ts";

Deno.test("CSV: 7,000 generated files read as an independent library reads them", () =>
  fuzzCsv(7_000));
Deno.test("3,000 damaged files are read, rejected or refused, never a crash", () =>
  fuzzFiles(3_000));
