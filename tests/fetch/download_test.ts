import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { UserError } from "../../lib/errors.ts";
import { download } from "../../lib/fetch/download.ts";
import { Web } from "../../lib/fetch/web.ts";
import { fakeClock } from "./fake-clock.ts";
import { type Asked, fileReply, type Host, type Reply, startHost } from "./server.ts";

const ORIGIN = "https://data.example";
const NAME = "BTCUSDT-metrics-2025-11-01.zip";
const FILE = { url: `${ORIGIN}/${NAME}`, checksumUrl: `${ORIGIN}/${NAME}.CHECKSUM` };
const BYTES = Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) % 251);
const checksum = (bytes: Uint8Array) =>
  `${createHash("sha256").update(bytes).digest("hex")}  ${NAME}\n`;

/** Answers for the file as told, and for its checksum with the true one. */
const publishing = (file: (asked: Asked, nth: number) => Reply) => (asked: Asked, nth: number) =>
  asked.path.endsWith(".CHECKSUM") ? { body: checksum(BYTES) } : file(asked, nth);

interface Stage {
  host: Host;
  path: string;
  bring: () => Promise<string>;
  /** Names of the files that are there. */
  files: () => string[];
  asked: () => string[];
}

async function stage(answer: (asked: Asked, nth: number) => Reply, test: (s: Stage) => unknown) {
  const host = startHost(answer);
  const dir = Deno.makeTempDirSync();
  const path = join(dir, NAME);
  const web = new Web({ origin: ORIGIN, mirror: host.url, clock: fakeClock() });
  try {
    await test({
      host,
      path,
      bring: () => download(web, FILE, path, () => {}),
      files: () => [...Deno.readDirSync(dir)].map(({ name }) => name.slice(NAME.length)).sort(),
      asked: () =>
        host.asked.map(({ path, headers }) =>
          path.slice(NAME.length + 1) + (headers.get("range") ?? "")
        ),
    });
  } finally {
    await host.close();
    Deno.removeSync(dir, { recursive: true });
  }
}

Deno.test("a file is brought whole, with its checksum beside it and nothing else", async () => {
  await stage(publishing((asked) => fileReply(BYTES, asked)), async ({ bring, path, files }) => {
    assert.equal(await bring(), "downloaded");
    assert.deepEqual(Deno.readFileSync(path), BYTES);
    assert.deepEqual(files(), ["", ".CHECKSUM"]);
  });
});

Deno.test("a file that is there and agrees is kept without asking anybody", async () => {
  await stage(publishing((asked) => fileReply(BYTES, asked)), async ({ bring, host }) => {
    await bring();
    const before = host.asked.length;
    assert.equal(await bring(), "kept");
    assert.equal(host.asked.length, before);
  });
});

Deno.test("a file put there by hand is kept once its checksum agrees", async () => {
  await stage(publishing(() => ({ status: 500 })), async ({ bring, path, asked }) => {
    Deno.writeFileSync(path, BYTES);
    assert.equal(await bring(), "kept");
    assert.deepEqual(asked(), [".CHECKSUM"]);
  });
});

Deno.test("a stored checksum that is none, or of another file, is asked for again", async () => {
  for (
    const damaged of ["", checksum(BYTES).slice(0, 20), checksum(BYTES).replace(NAME, "b.zip")]
  ) {
    await stage(publishing(() => ({ status: 500 })), async ({ bring, path, asked }) => {
      Deno.writeFileSync(path, BYTES);
      Deno.writeTextFileSync(`${path}.CHECKSUM`, damaged);
      assert.equal(await bring(), "kept");
      assert.deepEqual(asked(), [".CHECKSUM"]);
      assert.equal(Deno.readTextFileSync(`${path}.CHECKSUM`), checksum(BYTES));
    });
  }
});

Deno.test("a file that was damaged since is fetched again", async () => {
  await stage(publishing((asked) => fileReply(BYTES, asked)), async ({ bring, path }) => {
    await bring();
    Deno.writeFileSync(path, BYTES.subarray(0, 100));
    assert.equal(await bring(), "downloaded");
    assert.deepEqual(Deno.readFileSync(path), BYTES);
  });
});

Deno.test("a download that is cut off goes on where it ended", async () => {
  await stage(
    publishing((asked, nth) => ({ ...fileReply(BYTES, asked), cut: nth === 1 ? 2000 : undefined })),
    async ({ bring, path, asked }) => {
      assert.equal(await bring(), "downloaded");
      assert.deepEqual(asked(), ["", "bytes=2000-", ".CHECKSUM"]);
      assert.deepEqual(Deno.readFileSync(path), BYTES);
    },
  );
});

Deno.test("so does one whose run was killed", async () => {
  await stage(publishing((asked) => fileReply(BYTES, asked)), async ({ bring, path, asked }) => {
    Deno.writeFileSync(`${path}.part`, BYTES.subarray(0, 4321));
    assert.equal(await bring(), "downloaded");
    assert.deepEqual(asked(), ["bytes=4321-", ".CHECKSUM"]);
    assert.deepEqual(Deno.readFileSync(path), BYTES);
  });
});

Deno.test("a part that is whole is not fetched again", async () => {
  await stage(publishing((asked) => fileReply(BYTES, asked)), async ({ bring, path, asked }) => {
    Deno.writeFileSync(`${path}.part`, BYTES);
    assert.equal(await bring(), "downloaded");
    assert.deepEqual(asked(), ["bytes=5000-", ".CHECKSUM"]);
  });
});

Deno.test("a part of other bytes, or too many, is thrown away", async () => {
  for (const part of [BYTES.subarray(1, 4000), new Uint8Array(9000)]) {
    await stage(publishing((asked) => fileReply(BYTES, asked)), async ({ bring, path, asked }) => {
      Deno.writeFileSync(`${path}.part`, part);
      assert.equal(await bring(), "downloaded");
      assert.deepEqual(asked(), [`bytes=${part.length}-`, ".CHECKSUM", "", ".CHECKSUM"]);
      assert.deepEqual(Deno.readFileSync(path), BYTES);
    });
  }
});

Deno.test("a host that knows no ranges, or gives another one, sends it whole", async () => {
  await stage(publishing(() => ({ body: BYTES })), async ({ bring, path }) => {
    Deno.writeFileSync(`${path}.part`, BYTES.subarray(0, 100));
    assert.equal(await bring(), "downloaded");
    assert.deepEqual(Deno.readFileSync(path), BYTES);
  });
  const other = publishing(({ headers }) =>
    headers.has("range")
      ? { status: 206, headers: { "content-range": "bytes 0-4999/5000" }, body: BYTES }
      : { body: BYTES }
  );
  await stage(other, async ({ bring, path, asked }) => {
    Deno.writeFileSync(`${path}.part`, BYTES.subarray(0, 100));
    assert.equal(await bring(), "downloaded");
    assert.deepEqual(asked(), ["bytes=100-", "", ".CHECKSUM"]);
    assert.deepEqual(Deno.readFileSync(path), BYTES);
  });
});

Deno.test("wrong bytes are noticed and fetched once more", async () => {
  await stage(
    publishing((_, nth) => ({ body: nth === 1 ? BYTES.toReversed() : BYTES })),
    async ({ bring, path }) => {
      assert.equal(await bring(), "downloaded");
      assert.deepEqual(Deno.readFileSync(path), BYTES);
    },
  );
});

Deno.test("a length that is too short is noticed as well: the bytes end early", async () => {
  await stage(
    publishing((asked) => ({ ...fileReply(BYTES, asked), length: 3000 })),
    async ({ bring, files }) => {
      await assert.rejects(bring(), /not those of its \.CHECKSUM, twice over/);
      assert.deepEqual(files(), []);
    },
  );
});

Deno.test("bytes that are wrong twice leave nothing behind, and the file is named", async () => {
  await stage(
    publishing(() => ({ body: BYTES.toReversed() })),
    async ({ bring, files, asked }) => {
      await assert.rejects(bring(), (error) => {
        assert(error instanceof UserError);
        assert.match(error.message, /BTCUSDT-metrics-2025-11-01\.zip: the bytes are not those/);
        return true;
      });
      assert.deepEqual(files(), []);
      assert.deepEqual(asked(), ["", ".CHECKSUM", "", ".CHECKSUM"]);
    },
  );
});

Deno.test("404 is no such day: one question, nothing left behind", async () => {
  await stage(() => ({ status: 404 }), async ({ bring, files, host }) => {
    assert.equal(await bring(), "missing");
    assert.deepEqual(files(), []);
    assert.equal(host.asked.length, 1);
  });
});

Deno.test("a file without a checksum is not taken", async () => {
  await stage(
    ({ path }) => path.endsWith(".CHECKSUM") ? { status: 404 } : { body: BYTES },
    async ({ bring, path }) => {
      await assert.rejects(bring(), /has no \.CHECKSUM: it cannot be verified/);
      assert.throws(() => Deno.statSync(path), Deno.errors.NotFound);
    },
  );
});

Deno.test("a checksum that is a page, or of another file, is not believed", async () => {
  for (const body of ["<html>sign in</html>", `${"ab".repeat(32)}  other.zip`]) {
    await stage(
      ({ path }) => path.endsWith(".CHECKSUM") ? { body } : { body: BYTES },
      async ({ bring, path }) => {
        await assert.rejects(bring(), UserError);
        assert.throws(() => Deno.statSync(path), Deno.errors.NotFound);
      },
    );
  }
});
