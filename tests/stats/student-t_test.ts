import { studentCdf, studentQuantile } from "../../lib/stats/student-t.ts";
import { golden, near } from "./golden.ts";

const expected = golden<Record<"cdf" | "quantile", [number, number, number][]>>("stats_student");

Deno.test("the distribution function equals SciPy's, also for broken degrees of freedom", () => {
  for (const [t, df, p] of expected.cdf) near(studentCdf(t, df), p, 1e-11);
});

Deno.test("the quantile equals SciPy's", () => {
  for (const [p, df, t] of expected.quantile) near(studentQuantile(p, df), t, 1e-9);
});
