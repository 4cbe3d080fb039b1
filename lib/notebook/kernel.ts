/** The part of `Deno.jupyter` that is used; Deno's stable types do not list it. */
interface Kernel {
  display(bundle: object, options: { raw: true }): Promise<void>;
}

/** The kernel that this code runs in; undefined outside of one, where even to look at it throws. */
export function kernel(): Kernel | undefined {
  try {
    return (Deno as unknown as { jupyter: Kernel }).jupyter;
  } catch {
    return undefined;
  }
}

/** Whether a report's runner drives the kernel (lib/jupyter/prelude.ts), not somebody in Jupyter. */
export function hasRunner(): boolean {
  return Symbol.for("application/x-aftershock-mark") in globalThis;
}
