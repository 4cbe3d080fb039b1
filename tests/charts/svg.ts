import assert from "node:assert/strict";

/** Fails where tags do not match or text holds what XML forbids: viewers would refuse the file. */
export function wellFormed(svg: string): void {
  const open: string[] = [];
  for (
    const [, close, name, , empty] of svg.matchAll(/<(\/?)([\w:]+)((?: [\w:-]+="[^"<]*")*)(\/?)>/g)
  ) {
    if (close) assert.equal(open.pop(), name);
    else if (!empty) open.push(name);
  }
  assert.deepEqual(open, []);
  const rest = svg.replace(/<(\/?)([\w:]+)((?: [\w:-]+="[^"<]*")*)(\/?)>/g, "");
  assert.doesNotMatch(rest, /[<>]|&(?!(amp|lt|gt|quot|#39);)/);
}

/** All texts of an SVG, unescaped; the lines of one text element joined by spaces. */
export function texts(svg: string): string[] {
  return [...svg.matchAll(/<(text|title|desc)\b[^>]*>(.*?)<\/\1>/gs)].map(([, , inner]) =>
    inner.replace(/<\/tspan><tspan[^>]*>/g, " ").replace(/<[^>]+>/g, "")
      .replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"')
      .replaceAll("&#39;", "'").replaceAll("&amp;", "&")
  );
}
