import { Buffer } from "node:buffer";
import { inflateSync } from "node:zlib";

/** A picture of opaque pixels, three bytes each. */
export interface Pixels {
  width: number;
  height: number;
  rgb: Uint8Array;
}

/** Decodes an 8-bit RGB or RGBA PNG without interlacing; what is clear shows white. */
export function decodePng(png: Uint8Array): Pixels {
  const view = new DataView(png.buffer, png.byteOffset);
  const width = view.getUint32(16), height = view.getUint32(20);
  const channels = { 2: 3, 6: 4 }[png[25]];
  if (png[24] !== 8 || channels === undefined || png[28] !== 0) throw new Error("another PNG");
  const parts: Uint8Array[] = [];
  for (let at = 8; at < png.length;) {
    const length = view.getUint32(at);
    if (String.fromCharCode(...png.subarray(at + 4, at + 8)) === "IDAT") {
      parts.push(png.subarray(at + 8, at + 8 + length));
    }
    at += 12 + length;
  }
  const data = inflateSync(Buffer.concat(parts));
  const stride = width * channels;
  const rgb = new Uint8Array(width * height * 3);
  let above = new Uint8Array(stride);
  for (let y = 0; y < height; y++) {
    const filter = data[y * (stride + 1)];
    const row = Uint8Array.from(
      data.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1)),
    );
    for (let i = 0; filter > 0 && i < stride; i++) {
      const left = i < channels ? 0 : row[i - channels];
      if (filter === 1) row[i] += left;
      else if (filter === 2) row[i] += above[i];
      else if (filter === 3) row[i] += (left + above[i]) >> 1;
      else row[i] += paeth(left, above[i], i < channels ? 0 : above[i - channels]);
    }
    for (let x = 0; x < width; x++) {
      const alpha = channels === 4 ? row[x * 4 + 3] : 255;
      for (let c = 0; c < 3; c++) {
        rgb[(y * width + x) * 3 + c] = (row[x * channels + c] * alpha + 255 * (255 - alpha)) / 255;
      }
    }
    above = row;
  }
  return { width, height, rgb };
}

function paeth(left: number, above: number, corner: number): number {
  const a = Math.abs(above - corner), b = Math.abs(left - corner);
  const c = Math.abs(left + above - 2 * corner);
  return a <= b && a <= c ? left : b <= c ? above : corner;
}

/** Decodes a binary PPM (P6) of 8 bits. */
export function decodePpm(ppm: Uint8Array): Pixels {
  const header = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(
    new TextDecoder("latin1").decode(ppm.subarray(0, 64)),
  )!;
  const [width, height] = [Number(header[1]), Number(header[2])];
  return { width, height, rgb: ppm.subarray(header[0].length) };
}

/**
 * Share of pixels that differ by more than `tolerance` of 255 in some colour, once both pictures are
 * blurred over squares of `2 * radius + 1` pixels; of the difference, that is the same and one blur.
 */
export function difference(
  a: Pixels,
  b: Pixels,
  { radius, tolerance }: { radius: number; tolerance: number },
): number {
  const { width, height } = a;
  const different = new Uint8Array(width * height);
  for (let c = 0; c < 3; c++) {
    // Sums over all pixels above and to the left.
    const stride = width + 1;
    const sums = new Int32Array(stride * (height + 1));
    for (let y = 0; y < height; y++) {
      for (let x = 0, row = 0, i = y * width * 3 + c; x < width; x++, i += 3) {
        row += a.rgb[i] - b.rgb[i];
        sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] + row;
      }
    }
    for (let y = 0; y < height; y++) {
      const top = Math.max(0, y - radius) * stride;
      const bottom = Math.min(height, y + radius + 1) * stride;
      for (let x = 0; x < width; x++) {
        const west = Math.max(0, x - radius), east = Math.min(width, x + radius + 1);
        const sum = sums[bottom + east] - sums[bottom + west] - sums[top + east] + sums[top + west];
        const pixels = (bottom - top) / stride * (east - west);
        if (Math.abs(sum) > tolerance * pixels) different[y * width + x] = 1;
      }
    }
  }
  return different.reduce((sum, one) => sum + one, 0) / different.length;
}
