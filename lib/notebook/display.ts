import { hasRunner, kernel } from "./kernel.ts";

/** What one output of a cell holds, by MIME type: text, or an object for JSON types. */
export interface Bundle {
  "text/plain": string;
  "text/html": string;
  [mime: string]: string | object;
}

/**
 * Shows one output in the notebook. Everything that a notebook shows goes through here.
 *
 * Outside the kernel (tests, a notebook's cells run as a module) it shows nothing. It resolves to
 * nothing, so that a cell may end in it without showing its value a second time.
 *
 * @example await display({ "text/plain": "3 gaps", "text/html": "<b>3</b> gaps" });
 */
export async function display(bundle: Bundle): Promise<void> {
  const jupyter = kernel();
  if (!jupyter) return;
  await jupyter.display(bundle, { raw: true });
  // In JupyterLab a cell's end can overtake its output, which is then not shown. A moment makes that
  // rare; a report's runner makes it impossible and says so (lib/jupyter/prelude.ts).
  if (!hasRunner()) await new Promise((resolve) => setTimeout(resolve, 30));
}
