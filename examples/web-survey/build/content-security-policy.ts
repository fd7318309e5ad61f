import type { SurveyConfig } from "../src/study/survey-config.ts";

/**
 * The page's Content Security Policy. The page may run its own files, and nothing that is written into the
 * document. It may send to the queue and the vending endpoint, and ask its own web server. Code that gets
 * into the page can neither run nor carry answers away.
 *
 * @param config - `undefined` lets it reach its own web server alone.
 * @see https://www.w3.org/TR/CSP3/
 */
export function contentSecurityPolicy(config: SurveyConfig | undefined): string {
  const directives = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "connect-src": ["'self'", ...reachable(config)].join(" "),
    "base-uri": "'none'",
    "form-action": "'none'",
  };
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");
}

/** Origins that the page sends to. A relative address is on the page's own, and needs no mention. */
function reachable(config: SurveyConfig | undefined): readonly string[] {
  if (config === undefined) return [];
  const { queueUrl, endpoint = queueUrl, credentialsUrl = "", alsoConnectTo = [] } = config;
  const urls = [endpoint, credentialsUrl, ...alsoConnectTo].filter((url) => URL.canParse(url));
  return [...new Set(urls.map((url) => new URL(url).origin))];
}
