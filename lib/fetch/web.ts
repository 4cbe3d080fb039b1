import { UserError } from "../errors.ts";
import { retryAfter, retryDelay } from "./backoff.ts";
import { type Clock, systemClock } from "./clock.ts";

const ATTEMPTS = 6;
const STALL = 30_000;
const LONGEST_WAIT = 10 * 60_000;
const REDIRECTS = 5;

/** One request. With a body it is a POST of JSON. */
export interface Ask {
  url: string;
  headers?: Record<string, string>;
  body?: string;
  /** What a refusal (401 or 403) means to the user. */
  refusal?: string;
}

/** A response whose status is 200, 206 or 416. */
export interface Answer {
  status: number;
  headers: Headers;
  /** The body; to be read at most once, and not after `take` has returned. */
  chunks: AsyncIterable<Uint8Array>;
}

/** A failure that may be gone at the next try. */
export class Transient extends Error {
  /** Milliseconds that the server asks to wait. */
  readonly wait?: number;

  constructor(message: string, wait?: number) {
    super(message);
    this.wait = wait;
  }
}

/** Tries are used up: the host is in trouble rather than the file. */
export class Exhausted extends UserError {}

export interface WebOptions {
  /** The provider's origin, as `https://data.binance.vision`. */
  origin: string;
  /** Address that stands for it. */
  mirror?: string;
  clock?: Clock;
  /** Milliseconds without a byte after which a connection counts as cut. */
  stall?: number;
  /** Milliseconds between the beginnings of two requests. */
  spacing?: number;
}

/**
 * Requests to one host: retried with growing pauses where the failure may pass, held back together
 * where the host asks for it, never following a redirect to another host. A body that stalls or is
 * cut off counts as a failed try of the whole request.
 *
 * @example
 * const web = new Web({ origin: "https://data.binance.vision" });
 * await web.text({ url: "https://data.binance.vision/data/...CHECKSUM" }, 4096);
 */
export class Web {
  readonly #origin: string;
  readonly #base: string;
  readonly #clock: Clock;
  readonly #stall: number;
  readonly #spacing: number;
  /** When the next request may begin. */
  #next = 0;

  constructor({ origin, mirror, clock, stall, spacing }: WebOptions) {
    this.#origin = origin;
    this.#base = mirror ?? origin;
    this.#clock = clock ?? systemClock;
    this.#stall = stall ?? STALL;
    this.#spacing = spacing ?? 0;
  }

  /**
   * Asks, and takes the answer. `ask` is called anew for each try, so that it can go on where the
   * last one was cut off. Undefined where the host says 404.
   *
   * @throws UserError when the host refuses, redirects elsewhere, or all tries have failed
   */
  async get<T>(ask: () => Ask, take: (answer: Answer) => Promise<T>): Promise<T | undefined> {
    for (let attempt = 1;; attempt++) {
      await this.#turn();
      const asked = ask();
      try {
        return await this.#once(asked, take);
      } catch (error) {
        if (!(error instanceof Transient)) throw error;
        await this.#pause(asked.url, attempt, error);
      }
    }
  }

  /**
   * A small answer as text; undefined where the host says 404.
   *
   * @throws UserError when it is longer than `limit` bytes, and as `get`
   */
  async text(ask: Ask, limit: number): Promise<string | undefined> {
    return await this.get(() => ask, async ({ status, chunks }) => {
      if (status !== 200) throw new UserError(`${ask.url}: answered with ${status}`);
      const decoder = new TextDecoder();
      let text = "", bytes = 0;
      for await (const chunk of chunks) {
        bytes += chunk.length;
        if (bytes > limit) {
          throw new UserError(`${ask.url}: the answer is longer than ${limit} bytes: refused`);
        }
        text += decoder.decode(chunk, { stream: true });
      }
      return text + decoder.decode();
    });
  }

  /** Waits until a request may begin, and keeps the others from beginning with it. */
  async #turn(): Promise<void> {
    for (let wait; (wait = this.#next - this.#clock.now()) > 0;) await this.#clock.sleep(wait);
    this.#next = this.#clock.now() + this.#spacing;
  }

  async #pause(url: string, attempt: number, { message, wait }: Transient): Promise<void> {
    if (attempt === ATTEMPTS) {
      throw new Exhausted(`${url}: ${message}, ${ATTEMPTS} times over; run the same command later`);
    }
    if (wait === undefined) {
      await this.#clock.sleep(retryDelay(attempt, this.#clock.random()));
    } else if (wait > LONGEST_WAIT) {
      const minutes = Math.ceil(wait / 60_000);
      throw new Exhausted(`${url}: ${message}, and asks to wait ${minutes} minutes; run it then`);
    } else {
      // All requests to the host wait: each of them would be answered in the same way.
      this.#next = Math.max(this.#next, this.#clock.now() + wait);
    }
  }

  async #once<T>(ask: Ask, take: (answer: Answer) => Promise<T>): Promise<T | undefined> {
    const cut = new AbortController();
    try {
      const response = await this.#open(ask, cut);
      const { status, headers } = response;
      if (status === 404) return undefined;
      if (status === 429 || status >= 500) {
        throw new Transient(
          `answered with ${status}`,
          retryAfter(headers.get("retry-after"), this.#clock.now()),
        );
      }
      if (status === 401 || status === 403) {
        throw new UserError(`${ask.url}: refused (${status})${ask.refusal ?? ""}`);
      }
      if (status !== 200 && status !== 206 && status !== 416) {
        throw new UserError(`${ask.url}: answered with ${status}`);
      }
      return await take({ status, headers, chunks: this.#chunks(response, cut) });
    } finally {
      // Whatever of the answer was not wanted: it must not hold a connection.
      cut.abort();
    }
  }

  /** Follows redirects within the host. */
  async #open({ url, headers, body }: Ask, cut: AbortController): Promise<Response> {
    let target = new URL(this.#base + url.slice(this.#origin.length));
    for (let hops = 0;; hops++) {
      const response = await this.#timed(cut, () =>
        fetch(target, {
          method: body === undefined ? "GET" : "POST",
          // Otherwise a packed answer would be unpacked on the way, and its checksum lost.
          headers: {
            "accept-encoding": "identity",
            ...(body === undefined ? {} : { "content-type": "application/json" }),
            ...headers,
          },
          body,
          redirect: "manual",
          signal: cut.signal,
        }));
      if (response.status < 300 || response.status >= 400) return response;
      const next = locationOf(response, target);
      if (next?.origin !== target.origin || body !== undefined || hops === REDIRECTS) {
        throw new UserError(
          `${url}: redirected to ${next?.host ?? "nowhere"}: refused; is this the right host?`,
        );
      }
      target = next;
    }
  }

  async *#chunks(response: Response, cut: AbortController): AsyncGenerator<Uint8Array> {
    if (!response.body) return;
    const reader = response.body.getReader();
    for (;;) {
      const { value, done } = await this.#timed(cut, () => reader.read());
      if (done) return;
      yield value;
    }
  }

  /** A step of a connection, cut when it takes too long. */
  async #timed<T>(cut: AbortController, step: () => Promise<T>): Promise<T> {
    let stalled = false;
    const timer = setTimeout(() => {
      stalled = true;
      cut.abort();
    }, this.#stall);
    try {
      return await step();
    } catch (error) {
      if (stalled) throw new Transient(`silent for ${this.#stall / 1000} s`);
      throw new Transient(`connection failed (${reasonOf(error)})`);
    } finally {
      clearTimeout(timer);
    }
  }
}

function locationOf(response: Response, from: URL): URL | undefined {
  const location = response.headers.get("location");
  return location !== null && URL.canParse(location, from) ? new URL(location, from) : undefined;
}

/** The last clause of what is at the bottom of a network error; the others repeat the address. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return reasonOf(error.cause);
  return error.message.slice(error.message.lastIndexOf(": ") + 1).trim().slice(0, 120);
}
