import type { IncomingHttpHeaders } from "node:http";

/**
 * A bucket's own host, `bucket.localhost`, is a name of this machine, too. Nobody else can own a name under
 * `localhost`.
 */
const OWN_HOST = /^(?:(?:[a-z0-9-]+\.)*localhost|127\.0\.0\.1|\[::1\])$/i;

/**
 * Why a request gets no answer, if it was made by a web page that is not of this machine. Every page that a browser shows can send
 * requests to 127.0.0.1, and any domain can point there (DNS rebinding), so that the browser takes the answers for its own.
 *
 * - The `Host` has to be `localhost`, `127.0.0.1` or a name under `localhost`. Its port does not matter,
 *   because proxies have others.
 * - The `Origin`, which browsers send with requests of pages, has to be a page of this machine. SDKs send
 *   none.
 * - The browser must not say that another site sent it here, for example by an image's address.
 *
 * @returns A sentence; undefined for a request that may be answered.
 */
export function refusalOfCaller(headers: IncomingHttpHeaders): string | undefined {
  const { host, origin, "sec-fetch-site": site } = headers;
  if (!isOwn(`http://${host ?? ""}`)) {
    return `The local cloud answers requests to 127.0.0.1 and localhost only, not to ${quote(host)}. Nothing was done.`;
  }
  if (origin !== undefined && !isOwn(origin)) {
    return `The local cloud answers pages of this machine only, not those of ${quote(origin)}. Nothing was done.`;
  }
  if (origin === undefined && site === "cross-site") {
    return "The local cloud answers pages of this machine only, not those of another site. Nothing was done.";
  }
  return undefined;
}

/** The body of a refusal: status 403, as JSON, in the words that AWS's SDKs understand. */
export function refusalBody(message: string): string {
  return JSON.stringify({ __type: "AccessDeniedException", message });
}

function isOwn(url: string): boolean {
  if (!/^https?:\/\/[^/?#@\s]+$/.test(url)) return false;
  return URL.canParse(url) && OWN_HOST.test(new URL(url).hostname);
}

function quote(text: string | undefined): string {
  return text === undefined ? "none" : JSON.stringify(text.slice(0, 100));
}
