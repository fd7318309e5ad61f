// Makes the pictures of the README. `pnpm --filter @lab/web-survey pictures` runs it; it checks nothing.
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { enterAll, fieldOf, itemWith, momentary, someMomentary } from "./enter.ts";
import { expect, test } from "./test.ts";

const folder = join(import.meta.dirname, "../../../docs/pictures");

async function picture(page: Page, name: string, height?: number): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  const width = page.viewportSize()?.width ?? 0;
  const top = await page.evaluate(() => window.scrollY);
  await page.screenshot({
    path: join(folder, `web-survey-${name}.png`),
    fullPage: true,
    animations: "disabled",
    ...(height !== undefined && { clip: { x: 0, y: top, width, height } }),
  });
}

test("answers, offline and sent", async ({ context, lab, tab }) => {
  await tab.open(lab.page.url);
  await tab.fillIn();
  await tab.page.evaluate(() => window.scrollTo({ top: 0 }));
  await picture(tab.page, "answers", 1_120);
  await context.setOffline(true);
  await tab.submit();
  await expect(tab.receiptState).toHaveAttribute("data-state", "waiting");
  await picture(tab.page, "offline");
  await context.setOffline(false);
  await tab.expectCounts({ waiting: 0, sent: 1 });
  await tab.page.emulateMedia({ colorScheme: "dark" });
  await picture(tab.page, "sent");
});

test("every kind of item, in German", async ({ lab, tab }) => {
  await tab.open(lab.page.url, "0001", "", `questionnaire=${momentary.id}`);
  await tab.page.getByRole("combobox").selectOption("de");
  await enterAll(tab.page, someMomentary(true));
  const slider = fieldOf(
    tab.page,
    itemWith(({ kind }) => kind === "slider"),
  );
  await slider.evaluate((field) => {
    window.scrollTo({ top: field.getBoundingClientRect().top + window.scrollY - 16 });
  });
  await tab.page.locator(":focus").blur();
  await picture(tab.page, "kinds", 1_430);
});
