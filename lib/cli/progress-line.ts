const LIVE = 100;
const LOGGED = 10_000;

/**
 * Progress on standard error: one line that is written over where somebody looks, else a line every
 * ten seconds.
 *
 * @example
 * const line = new ProgressLine();
 * line.show(() => `12/84 files`);
 * line.clear();
 */
export class ProgressLine {
  readonly #live = Deno.stderr.isTerminal();
  #shown = this.#live ? -LIVE : performance.now();

  /** `text` is called only when it is time to show it. */
  show(text: () => string): void {
    const now = performance.now();
    if (now - this.#shown < (this.#live ? LIVE : LOGGED)) return;
    this.#shown = now;
    write(this.#live ? `\r${text()}\x1b[K` : `${text()}\n`);
  }

  clear(): void {
    if (this.#live) write("\r\x1b[K");
  }
}

function write(text: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(text));
}
