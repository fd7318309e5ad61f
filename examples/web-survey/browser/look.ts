import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";

const folder = join(import.meta.dirname, "../screenshots");

/**
 * Checks what the page looks like now: axe-core finds nothing, and nothing is wider than the screen. Keeps a picture of it,
 * for people to look at.
 *
 * @param name - of the picture, a file in `screenshots/`.
 */
export async function look(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true, animations: "disabled" });
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => ({
    id,
    where: nodes.map(({ target }) => target.join(" ")),
  }));
  expect(found, `axe-core on ${name}`).toEqual([]);
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(tooWide, `pixels of ${name} beyond the screen`).toBeLessThanOrEqual(0);
}

const widths = [320, 390, 1280] as const;

/** What looking may take of a test's time, in milliseconds: on a busy machine axe-core needs seconds for each look. */
const PATIENCE = 60_000;

/**
 * As {@link look}, on a small phone, a phone and a desk, in light and dark. Leaves the screen as it was, and the test as much time
 * as it had.
 */
export async function lookOnEveryScreen(page: Page, name: string): Promise<void> {
  const { timeout } = test.info();
  test.setTimeout(timeout + PATIENCE);
  const before = page.viewportSize() ?? { width: 360, height: 740 };
  for (const width of widths) {
    await page.setViewportSize({ width, height: width < 600 ? 740 : 800 });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await look(page, `${width}-${colorScheme}-${name}`);
    }
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  await page.setViewportSize(before);
}
