const decoder = new TextDecoder();

/**
 * First line of a text that is neither blank nor a comment, without a byte-order mark, spaces and
 * quotes: what files are recognised by.
 *
 * @example firstLine(new TextEncoder().encode("a, b\r\n1,2\n")) // "a,b"
 */
export function firstLine(head: Uint8Array): string {
  const lines = decoder.decode(head.subarray(0, 16_384)).split(/\r?\n/);
  const line = lines.find((line) => line.trim() !== "" && !line.startsWith("#")) ?? "";
  return line.replaceAll('"', "").split(",").map((name) => name.trim()).join();
}

/** The beginning of a file as text, without a byte-order mark. */
export function textHead(head: Uint8Array): string {
  return decoder.decode(head.subarray(0, 16_384)).trimStart();
}
