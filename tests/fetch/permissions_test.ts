import assert from "node:assert/strict";
import { connectOnlyTo } from "../../lib/fetch/permissions.ts";

const HOSTS = ["a.example", "b.example", "c.example"];
const URLS = HOSTS.map((host) => `https://${host}`);
const states = () =>
  Promise.all(
    HOSTS.map(async (host) => (await Deno.permissions.query({ name: "net", host })).state),
  );

Deno.test({
  name: "hosts that are not in use can no longer be connected to",
  permissions: { net: HOSTS },
  async fn() {
    assert.deepEqual(await states(), ["granted", "granted", "granted"]);
    await connectOnlyTo([URLS[1]], URLS);
    assert.deepEqual((await states()).map((state) => state === "granted"), [false, true, false]);
    await assert.rejects(fetch(URLS[0]), Deno.errors.NotCapable);
  },
});

Deno.test({
  name: "a host that may not be connected to is named, with the command that may",
  permissions: { net: HOSTS.slice(1) },
  async fn() {
    await assert.rejects(
      connectOnlyTo([URLS[1], URLS[0]], URLS),
      /no permission to connect to a\.example; run deno run .*--allow-net=a\.example/,
    );
  },
});
