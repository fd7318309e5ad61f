import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const HOW_TO_INSTALL = `There is no Chromium to test the page with. Any of these helps:
  pnpm --filter @lab/web-survey exec playwright install chromium
  apt-get install chromium        (Debian, Ubuntu)
  CHROMIUM_PATH=/path/to/chromium npm run test:browser`;

/**
 * Where Chromium is: `CHROMIUM_PATH`, else the one that Playwright installed, else one on the PATH.
 *
 * @throws Error when there is none: it says how to install one.
 */
export function findChromium(
  env: Readonly<Record<string, string | undefined>> = process.env,
  playwrights: string = chromium.executablePath(),
): string {
  const named = env.CHROMIUM_PATH;
  if (named !== undefined) {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM_PATH names ${named}, which does not exist.\n${HOW_TO_INSTALL}`);
  }
  const onPath = (env.PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)));
  const found = [playwrights, ...onPath].find((path) => existsSync(path));
  if (found === undefined) throw new Error(HOW_TO_INSTALL);
  return found;
}
