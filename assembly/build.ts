/** `deno task wasm`: compiles the AssemblyScript of this folder to the WebAssembly that `lib/` imports. */
import asc from "assemblyscript/asc";

/** The compiled modules, by the names of their sources here. */
export const MODULES = {
  "plain-rows.ts": new URL("../lib/sources/csv/plain-rows.wasm", import.meta.url),
};

/** Of its 65,536 bytes each: for `plain-rows.ts` a page of tables, one of kinds, two of text, nine of columns. */
const PAGES = "13";

/**
 * Compiles one source.
 *
 * @returns the bytes of the module, the same for the same source and compiler
 * @throws Error with the compiler's messages
 */
export async function compile(name: keyof typeof MODULES): Promise<Uint8Array> {
  const source = await Deno.readTextFile(new URL(name, import.meta.url));
  let module: Uint8Array | undefined;
  const { error, stderr } = await asc.main([
    name,
    ...["--outFile", "module.wasm", "--runtime", "stub", "--noAssert", "--use", "abort="],
    ...["--enable", "simd", "-O3", "--initialMemory", PAGES, "--maximumMemory", PAGES],
  ], {
    readFile: (file) => file === name ? source : null,
    writeFile: (_, contents) => {
      if (typeof contents !== "string") module = contents;
    },
    listFiles: () => [],
  });
  if (error || !module) throw new Error(`${name}: ${stderr}`);
  return module;
}

if (import.meta.main) {
  for (const name of Object.keys(MODULES) as (keyof typeof MODULES)[]) {
    const module = await compile(name);
    await Deno.writeFile(MODULES[name], module);
    console.log(`${name}: ${module.length} bytes`);
  }
}
