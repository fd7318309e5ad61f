import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const folder = join(import.meta.dirname, "../screenshots");

/**
 * Checks what the page looks like now: axe-core finds nothing, and nothing is wider than the screen. Keeps a picture of it,
 * for people to look at.
 *
 * @param name of the picture, a file in `screenshots/`.
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
