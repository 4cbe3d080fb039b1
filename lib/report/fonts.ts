/** DejaVu Sans, as TrueType bytes: what PNG and PDF are drawn with on every machine alike. */
export interface Fonts {
  regular: Uint8Array;
  bold: Uint8Array;
}

let fonts: Promise<Fonts> | undefined;

/**
 * The fonts out of the package `dejavu-fonts-ttf`, read once from Deno's package cache (or
 * node_modules): needs permission to read there.
 *
 * @example (await loadFonts()).regular.length
 */
export function loadFonts(): Promise<Fonts> {
  return fonts ??= Promise.all(
    ["DejaVuSans", "DejaVuSans-Bold"].map((name) =>
      Deno.readFile(new URL(import.meta.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`)))
    ),
  ).then(([regular, bold]) => ({ regular, bold }));
}
