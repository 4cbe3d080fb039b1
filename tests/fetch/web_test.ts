import assert from "node:assert/strict";
import { UserError } from "../../lib/errors.ts";
import { type Ask, Exhausted, Web } from "../../lib/fetch/web.ts";
import { fakeClock } from "./fake-clock.ts";
import { type Asked, type Reply, startHost } from "./server.ts";

const ORIGIN = "https://data.example";

/** Asks a host for a text, and tells what came of it. */
async function ask(
  answer: (asked: Asked, nth: number) => Reply,
  more: Partial<Ask> & { limit?: number; stall?: number } = {},
) {
  const host = startHost(answer);
  const clock = fakeClock(Date.UTC(2025, 10, 1));
  const web = new Web({ origin: ORIGIN, mirror: host.url, clock, stall: more.stall });
  const { limit = 1000, stall: _, ...asked } = more;
  try {
    return {
      text: await web.text({ url: `${ORIGIN}/file`, ...asked }, limit),
      asked: host.asked,
      waited: clock.waited,
    };
  } catch (error) {
    assert(error instanceof UserError, String(error));
    return { error, asked: host.asked, waited: clock.waited };
  } finally {
    await host.close();
  }
}

Deno.test("a text comes from the mirror, by the path it has at the host", async () => {
  const { text, asked } = await ask(() => ({ body: "bars" }));
  assert.equal(text, "bars");
  assert.deepEqual(asked.map(({ method, path }) => `${method} ${path}`), ["GET /file"]);
});

Deno.test("a body makes it a POST of JSON", async () => {
  const { asked } = await ask(() => ({ body: "[]" }), { body: '{"type":"x"}' });
  assert.equal(asked[0].method, "POST");
  assert.equal(asked[0].body, '{"type":"x"}');
  assert.equal(asked[0].headers.get("content-type"), "application/json");
});

Deno.test("404 is no failure: there is nothing, and it is asked for once", async () => {
  const { text, asked } = await ask(() => ({ status: 404, body: "NoSuchKey" }));
  assert.equal(text, undefined);
  assert.equal(asked.length, 1);
});

Deno.test("a host in trouble is asked again, after growing pauses", async () => {
  const { text, waited } = await ask((_, nth) =>
    nth <= 3 ? { status: [500, 502, 503][nth - 1] } : { body: "bars" }
  );
  assert.equal(text, "bars");
  assert.deepEqual(waited, [1000, 2000, 4000]);
});

Deno.test("Retry-After is kept to, as seconds and as a date", async () => {
  const { text, waited } = await ask((_, nth) =>
    nth === 1
      ? { status: 429, headers: { "retry-after": "7" } }
      : nth === 2
      ? { status: 503, headers: { "retry-after": "Sat, 01 Nov 2025 00:01:07 GMT" } }
      : { body: "bars" }
  );
  assert.equal(text, "bars");
  assert.deepEqual(waited, [7000, 60_000]);
});

Deno.test("a host that wants to be left alone for long is", async () => {
  const { error, asked } = await ask(() => ({
    status: 429,
    headers: { "retry-after": "7200" },
  }));
  assert(error instanceof Exhausted);
  assert.match(error.message, /429, and asks to wait 120 minutes/);
  assert.equal(asked.length, 1);
});

Deno.test("six failures are enough: the message says what was asked and what came", async () => {
  const { error, asked } = await ask(() => ({ status: 500 }));
  assert(error instanceof Exhausted);
  assert.match(error.message, /^https:\/\/data\.example\/file: answered with 500, 6 times over/);
  assert.equal(asked.length, 6);
});

Deno.test("a connection that is cut off is asked again", async () => {
  const { text, asked } = await ask((_, nth) =>
    nth === 1 ? { body: "bars", cut: 2 } : { body: "bars" }
  );
  assert.equal(text, "bars");
  assert.equal(asked.length, 2);
});

Deno.test("a length that is too long counts as cut off", async () => {
  const { error } = await ask(() => ({ body: "bars", length: 400 }));
  assert(error instanceof Exhausted);
  assert.match(error.message, /connection failed/);
});

Deno.test("a connection that falls silent is cut, before and within the answer", async () => {
  const { text } = await ask(
    (_, nth) =>
      nth === 1 ? { delay: 2000 } : nth === 2 ? { body: "bars", hang: 1 } : { body: "bars" },
    { stall: 500 },
  );
  assert.equal(text, "bars");
});

Deno.test("a slow answer that goes on is waited for", async () => {
  // Longer in all than it may be silent. On a busy machine one try may be cut, but not six.
  const { text } = await ask(() => ({ body: "a long bar", every: 100 }), { stall: 600 });
  assert.equal(text, "a long bar");
});

Deno.test("no connection at all is told in a few words", async () => {
  const host = startHost(() => ({}));
  await host.close();
  const web = new Web({ origin: ORIGIN, mirror: host.url, clock: fakeClock() });
  await assert.rejects(
    web.text({ url: `${ORIGIN}/file` }, 10),
    /https:\/\/data\.example\/file: connection failed \(Connection refused/,
  );
});

Deno.test("a redirect within the host is followed, elsewhere or without end refused", async () => {
  const within = await ask(({ path }) =>
    path === "/file" ? { status: 302, headers: { location: "/moved" } } : { body: "bars" }
  );
  assert.equal(within.text, "bars");

  const elsewhere = await ask(() => ({
    status: 301,
    headers: { location: "http://169.254.169.254/latest" },
  }));
  assert.match(elsewhere.error!.message, /redirected to 169\.254\.169\.254: refused/);
  assert.equal(elsewhere.asked.length, 1);

  const loop = await ask(() => ({ status: 302, headers: { location: "/file" } }));
  assert.match(loop.error!.message, /refused/);
  assert.equal(loop.asked.length, 6);
});

Deno.test("another port, another scheme and no address are elsewhere", async () => {
  for (const location of ["http://127.0.0.1:9/file", "file:///etc/passwd", undefined]) {
    const headers: Record<string, string> = location ? { location } : {};
    const { error } = await ask(() => ({ status: 302, headers }));
    assert.match(error!.message, /redirected to .*: refused/);
  }
});

Deno.test("a refusal is final, and says what it means", async () => {
  const { error, asked } = await ask(() => ({ status: 401 }), { refusal: ": wrong key" });
  assert.match(error!.message, /refused \(401\): wrong key/);
  assert.equal(asked.length, 1);
});

Deno.test("an answer that is too long is refused", async () => {
  const { error } = await ask(() => ({ body: "x".repeat(1001) }));
  assert.match(error!.message, /longer than 1000 bytes: refused/);
});

Deno.test("requests are spaced, and all of them wait when one was told to", async () => {
  const host = startHost(({ path }, nth) =>
    path === "/a" && nth === 1 ? { status: 429, headers: { "retry-after": "30" } } : { body: "x" }
  );
  const clock = fakeClock();
  const web = new Web({ origin: ORIGIN, mirror: host.url, clock, spacing: 1600 });
  try {
    await web.text({ url: `${ORIGIN}/a` }, 10);
    await web.text({ url: `${ORIGIN}/b` }, 10);
    assert.deepEqual(clock.waited, [30_000, 1600]);
  } finally {
    await host.close();
  }
});
