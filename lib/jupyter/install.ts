import { UserError } from "../errors.ts";

interface Order {
  venv: string;
  python: string;
  requirements: string;
  onProgress: (line: string) => void;
}

const ADVICE = "install Python 3.10 or newer with venv (on Debian and Ubuntu: apt install " +
  "python3-venv), or uv, and run this again";

/**
 * Makes the environment `venv` and installs `requirements` into it: with Python's own venv and
 * pip, or with uv where these are missing.
 *
 * @throws UserError with what pip, venv or uv failed at, in one line
 */
export async function install({ venv, python, requirements, onProgress }: Order): Promise<void> {
  onProgress(`setting up Jupyter in ${venv} (once, about a minute)`);
  const withVenv = await makeVenv(venv, python);
  if (withVenv !== true) {
    const uv = await run("uv", ["venv", "--clear", "--no-project", "--python", ">=3.10", venv]);
    if (uv === undefined) throw new UserError(`${withVenv}; ${ADVICE}`);
    if (uv.code !== 0) throw explain("uv could not make", venv, uv.text);
  }
  const pins = await Deno.readTextFile(requirements);
  const count = pins.split("\n").filter((line) => /^[a-z0-9]/i.test(line)).length;
  let seen = 0;
  const installed = withVenv === true
    ? await run(
      python,
      ["-I", "-m", "pip", "install", "--no-deps", "--no-input", "--progress-bar=off"]
        .concat("--disable-pip-version-check", "--no-warn-script-location", "-r", requirements),
      (line) => {
        if (!line.startsWith("Collecting ")) return;
        seen++;
        if (seen % 20 === 0) onProgress(`setting up Jupyter: package ${seen} of about ${count}`);
      },
    )
    : await run("uv", ["pip", "install", "--no-deps", "--python", python, "-r", requirements]);
  if (installed?.code !== 0) {
    throw explain("Jupyter could not be installed into", venv, installed?.text ?? "");
  }
}

/** True when done; what is missing where this Python cannot make an environment. */
async function makeVenv(venv: string, python: string): Promise<true | string> {
  const version = await run("python3", [
    "-I",
    "-c",
    "import sys; print('%d.%d' % sys.version_info[:2]); sys.exit(sys.version_info < (3, 10))",
  ]);
  if (version === undefined) return "there is no python3 on the PATH";
  if (version.code !== 0) return `python3 is version ${version.text.trim()}, too old`;
  // In two steps, because venv keeps to itself why its own call of ensurepip failed.
  const made = await run("python3", ["-I", "-m", "venv", "--without-pip", venv]);
  const pip = made?.code === 0 ? await run(python, ["-I", "-m", "ensurepip"]) : made;
  if (pip?.code === 0) return true;
  const text = pip?.text ?? "";
  // Debian and its kin ship ensurepip apart from Python, as a part of the package python3-venv.
  if (/No module named '?(ensurepip|venv)|ensurepip is (not available|disabled)/.test(text)) {
    return "python3 comes without venv";
  }
  throw explain("python3 could not make", venv, text);
}

interface Finished {
  code: number;
  text: string;
}

/** Runs a program to its end, or says undefined where there is none of that name. */
async function run(
  program: string,
  args: string[],
  onLine: (line: string) => void = () => {},
): Promise<Finished | undefined> {
  let child: Deno.ChildProcess;
  try {
    const options = { args, stdin: "null", stdout: "piped", stderr: "piped" } as const;
    child = new Deno.Command(program, options).spawn();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
  const texts = await Promise.all([read(child.stdout, onLine), read(child.stderr, () => {})]);
  return { code: (await child.status).code, text: texts.join("\n") };
}

async function read(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  onLine: (line: string) => void,
): Promise<string> {
  let text = "";
  let from = 0;
  for await (const part of stream.pipeThrough(new TextDecoderStream())) {
    text += part;
    for (let end; (end = text.indexOf("\n", from)) >= 0; from = end + 1) {
      onLine(text.slice(from, end));
    }
  }
  return text;
}

const UNREACHABLE = new RegExp(
  "NewConnectionError|ConnectTimeout|ReadTimeout|ProxyError|SSLError|name resolution|dns error|" +
    "ConnectionError|Connection refused|error sending request|Network is unreachable|" +
    "Could not fetch|from versions: none",
  "i",
);

/** Turns the output of a failed program into one line with what to do about it. */
export function explain(what: string, venv: string, text: string): UserError {
  const because = (advice: string) =>
    new UserError(`${what} ${venv}: ${advice}, then run this again`);
  // EFBIG is what a limit on a file's size gives.
  if (/No space left|Errno 28|Disk quota|File too large|os error (27|28|122)\)/i.test(text)) {
    return because("the disk is full; free about 400 MB");
  }
  if (
    /Permission denied|Errno 13|Operation not permitted|Read-only file system|os error (13|30)\)/i
      .test(text)
  ) {
    return because("it cannot be written; make its folder writable");
  }
  if (UNREACHABLE.test(text)) {
    return because("no package index answers; check the network, the proxy and PIP_INDEX_URL");
  }
  const lines = text.trim().split("\n").map((line) => line.trim()).filter((line) => line !== "");
  const last = lines.findLast((line) => /^error/i.test(line)) ?? lines.at(-1) ?? "no reason given";
  return because(`${last.replace(/^error: /i, "")}; mend that`);
}
