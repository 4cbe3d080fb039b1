import { fuzzCsv, fuzzFiles } from "../sources/fuzz.ts";

Deno.test("CSV: 70,000 generated files read as an independent library reads them", () =>
  fuzzCsv(70_000));
Deno.test("30,000 damaged files are read, rejected or refused", () => fuzzFiles(30_000));
