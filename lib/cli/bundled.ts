import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { UserError } from "../errors.ts";

/** Folder of the project. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

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
