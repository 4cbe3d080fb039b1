import { UserError } from "../errors.ts";

/**
 * Gives up the permission to connect to all hosts but those in use. Asked before, and for all hosts at
 * once: a refusal midway would come after hours of work.
 *
 * @param urls of the hosts in use
 * @param others that the command may connect to, and need not now
 * @throws UserError that names a host which may not be connected to, and the command that may
 * @example await connectOnlyTo([PROVIDERS.binance], Object.values(PROVIDERS));
 */
export async function connectOnlyTo(
  urls: readonly string[],
  others: readonly string[],
): Promise<void> {
  const hosts = urls.map((url) => new URL(url).host);
  for (const host of others.map((url) => new URL(url).host)) {
    if (!hosts.includes(host)) await Deno.permissions.revoke({ name: "net", host });
  }
  for (const host of hosts) {
    if ((await Deno.permissions.query({ name: "net", host })).state === "granted") continue;
    throw new UserError(
      `fetch: no permission to connect to ${host}; run deno run --allow-read --allow-write ` +
        `--allow-env=COINALYZE_API_KEY --allow-net=${host} lib/cli/fetch.ts with the same options`,
    );
  }
}
