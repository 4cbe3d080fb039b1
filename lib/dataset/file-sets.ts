/** Sets of raw files, as ids joined by blanks, each with a code: most rows share one of a few. */
export class FileSets {
  readonly names: string[] = [];
  readonly #codes = new Map<string, number>();

  code(name: string): number {
    let code = this.#codes.get(name);
    if (code === undefined) {
      code = this.names.length;
      this.names.push(name);
      this.#codes.set(name, code);
    }
    return code;
  }

  union(a: number, b: number): number {
    if (a === b) return a;
    const ids = new Set([...this.names[a].split(" "), ...this.names[b].split(" ")]);
    return this.code([...ids].sort().join(" "));
  }

  ids(code: number): string[] {
    return this.names[code].split(" ");
  }
}
