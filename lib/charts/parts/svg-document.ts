const SVG = "http://www.w3.org/2000/svg";

/**
 * What of a browser's document Plot asks for to draw a chart, and nothing else: a document for the
 * web's pages takes as long to load as Plot itself, and longer to draw in. A mark that asks for more
 * throws. The methods are the DOM's.
 */
export class SvgDocument {
  readonly documentElement = new SvgElement(this, "html");

  createElementNS(_namespace: string, name: string): SvgElement {
    return new SvgElement(this, name);
  }
}

/** An element of a drawing. */
export class SvgElement {
  readonly namespaceURI = SVG;
  readonly attributes = new Map<string, string>();
  readonly childNodes: (SvgElement | string)[] = [];
  parentNode: SvgElement | null = null;

  constructor(readonly ownerDocument: SvgDocument, readonly tagName: string) {}

  get children(): SvgElement[] {
    return this.childNodes.filter((child) => typeof child !== "string");
  }

  setAttribute(name: string, value: unknown): void {
    this.attributes.set(name, String(value));
  }

  getAttribute(name: string): string | null {
    return this.attributes.get(name) ?? null;
  }

  hasAttribute(name: string): boolean {
    return this.attributes.has(name);
  }

  removeAttribute(name: string): void {
    this.attributes.delete(name);
  }

  set textContent(text: string) {
    this.childNodes.splice(0, Infinity, text);
  }

  appendChild(child: SvgElement): SvgElement {
    return this.insertBefore(child, null);
  }

  insertBefore(child: SvgElement, next: SvgElement | null): SvgElement {
    child.parentNode?.removeChild(child);
    child.parentNode = this;
    const at = next === null ? this.childNodes.length : this.childNodes.indexOf(next);
    this.childNodes.splice(at, 0, child);
    return child;
  }

  removeChild(child: SvgElement): SvgElement {
    this.childNodes.splice(this.childNodes.indexOf(child), 1);
    child.parentNode = null;
    return child;
  }
}
