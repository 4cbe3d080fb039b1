/** A host on loopback that can misbehave in every way a host can: bytes go out as they are told. */

/** What the host was asked. */
export interface Asked {
  method: string;
  /** Path with query. */
  path: string;
  headers: Headers;
  body: string;
}

/** What it is to say. */
export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body?: Uint8Array | string;
  /** Length to claim in place of the true one. */
  length?: number;
  /** Bytes of the body after which to hang up. */
  cut?: number;
  /** Bytes of the body after which to fall silent. */
  hang?: number;
  /** Milliseconds to wait before the answer. */
  delay?: number;
  /** Milliseconds to wait before each byte of the body. */
  every?: number;
}

export interface Host {
  url: string;
  asked: Asked[];
  /** Most requests that were open at a time. */
  most: number;
  close: () => Promise<void>;
}

/**
 * Starts a host.
 *
 * @example const host = startHost(() => ({ status: 404 }));
 */
export function startHost(answer: (asked: Asked, nth: number) => Reply): Host {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const open = new Set<Deno.Conn>();
  let now = 0;
  const host: Host = {
    url: `http://127.0.0.1:${(listener.addr as Deno.NetAddr).port}`,
    asked: [],
    most: 0,
    close: async () => {
      listener.close();
      for (const connection of open) close(connection);
      await serving;
    },
  };
  async function serve() {
    for await (const connection of listener) {
      open.add(connection);
      handle(connection).catch(() => {}).finally(() => {
        open.delete(connection);
        close(connection);
      });
    }
  }
  async function handle(connection: Deno.Conn) {
    const asked = await readRequest(connection);
    host.asked.push(asked);
    host.most = Math.max(host.most, ++now);
    try {
      await reply(connection, answer(asked, host.asked.filter(sameAs(asked)).length));
    } finally {
      now--;
    }
  }
  const serving = serve().catch(() => {});
  return host;
}

/** A reply with part of a file where part of it is asked for, as hosts of files give. */
export function fileReply(bytes: Uint8Array, { headers }: Asked): Reply {
  const from = /^bytes=(\d+)-$/.exec(headers.get("range") ?? "")?.[1];
  if (from === undefined) return { body: bytes };
  const at = Number(from);
  if (at >= bytes.length) return { status: 416 };
  return {
    status: 206,
    headers: { "content-range": `bytes ${at}-${bytes.length - 1}/${bytes.length}` },
    body: bytes.subarray(at),
  };
}

function sameAs({ method, path, body }: Asked) {
  return (other: Asked) => other.method === method && other.path === path && other.body === body;
}

async function readRequest(connection: Deno.Conn): Promise<Asked> {
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(65536);
  let text = "";
  const more = async () => {
    const read = await connection.read(buffer);
    if (read === null) throw new Error("the client hung up");
    text += decoder.decode(buffer.subarray(0, read));
  };
  while (!text.includes("\r\n\r\n")) await more();
  const end = text.indexOf("\r\n\r\n") + 4;
  const [first, ...lines] = text.slice(0, end - 4).split("\r\n");
  const headers = new Headers(lines.map((line): [string, string] => {
    const at = line.indexOf(":");
    return [line.slice(0, at), line.slice(at + 1).trim()];
  }));
  while (text.length < end + Number(headers.get("content-length") ?? 0)) await more();
  const [method, path] = first.split(" ");
  return { method, path, headers, body: text.slice(end) };
}

async function reply(connection: Deno.Conn, reply: Reply): Promise<void> {
  const { status = 200, headers = {}, length, cut, hang, delay, every } = reply;
  const body = typeof reply.body === "string"
    ? new TextEncoder().encode(reply.body)
    : reply.body ?? new Uint8Array();
  if (delay) await wait(delay);
  const lines = [
    `HTTP/1.1 ${status} Whatever`,
    `content-length: ${length ?? body.length}`,
    "connection: close",
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  await write(connection, new TextEncoder().encode(lines.join("\r\n") + "\r\n\r\n"));
  const sent = body.subarray(0, cut ?? hang);
  if (every === undefined) await write(connection, sent);
  else {
    for (const byte of sent) {
      await wait(every);
      await write(connection, Uint8Array.of(byte));
    }
  }
  // Until the client gives up.
  if (hang !== undefined) await connection.read(new Uint8Array(1));
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function write(connection: Deno.Conn, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
}

function close(connection: Deno.Conn): void {
  try {
    connection.close();
  } catch {
    // It was closed from the other side.
  }
}
