/** Size of a file in bytes; undefined where there is none. */
export function sizeOf(path: string): number | undefined {
  try {
    return Deno.statSync(path).size;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Writes a text beside, then into place: whoever reads it meets the whole of it or none. */
export function writeAtomically(path: string, text: string): void {
  Deno.writeTextFileSync(`${path}.part`, text);
  Deno.renameSync(`${path}.part`, path);
}
