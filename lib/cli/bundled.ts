import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { UserError } from "../errors.ts";
import { parseTime } from "../tables/time.ts";

/** Folder of the project. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** The window of the bundled dataset that holds the event. */
export const SAMPLE_WINDOW = { from: parseTime("2025-11-20"), to: parseTime("2026-01-20") };

/** The event: when its planned cascade begins. Later, what it flushed out is gone already. */
export const SAMPLE_EVENT = parseTime("2025-12-05T15:00");

/**
 * The bundled simulated dataset, which a command reads when nothing else is named.
 *
 * @throws UserError while there is none
 */
export function bundledDataset(): string {
  const sample = join(ROOT, "data", "sample");
  try {
    Deno.statSync(join(sample, "manifest.json"));
  } catch {
    throw new UserError(
      "there is no bundled dataset yet: name yours with --data DIR " +
        "(deno task ingest FILE... --out DIR makes one)",
    );
  }
  return sample;
}
