// The page of `lab-survey report` is no page of this example. Its tests are here, because the browser is.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createTemporaryFolder } from "@lab/temporary-folder";
import { test as base, expect, type Page } from "@playwright/test";
import { look } from "./look.ts";
import { type SyntheticStudy, writeSyntheticReport } from "./synthetic-report.ts";

/** How long the page may take to open, in milliseconds. */
const MAX_OPENING = 2_000;

const studies: Readonly<Record<string, SyntheticStudy>> = {
  nobody: { participants: 0 },
  "five-participants": { participants: 5 },
  "ten-thousand-participants": {
    participants: 10_000,
    plan: { days: 90, promptsPerDay: 5 },
    share: 0.05,
  },
};

/** Axe-core needs seconds for a page of thousands of cells, so each width is seen in one of the colours. */
const screens = {
  "390-light": { viewport: { width: 390, height: 740 }, colorScheme: "light" },
  "1280-dark": { viewport: { width: 1280, height: 800 }, colorScheme: "dark" },
} as const;

/** Writes a report as a file, and hands out its address. */
const test = base.extend<{ write: (study: SyntheticStudy) => Promise<string> }>({
  write: async ({ browserName: _ }, use) => {
    await using folder = await createTemporaryFolder("report");
    await use(async (study) => {
      const path = join(folder.path, "report.html");
      await writeSyntheticReport(path, study);
      return pathToFileURL(path).href;
    });
  },
});

// A trace of so large a page takes longer than what it traces.
test.use({ trace: "off" });

/** Opens all tables that are behind a chart. */
async function openTables(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
}

for (const [name, study] of Object.entries(studies)) {
  test(`the report on ${name} can be perceived on every screen, opens soon, and asks the network for nothing`, async ({
    page,
    write,
  }) => {
    test.setTimeout(300_000);
    const asked: string[] = [];
    const errors: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    page.on("console", (message) => errors.push(message.text()));
    page.on("pageerror", (error) => errors.push(error.message));
    const url = await write(study);
    await page.goto(url, { waitUntil: "load" });
    const opening = await page.evaluate(() => performance.getEntriesByType("navigation")[0]?.duration);
    expect(opening).toBeLessThan(MAX_OPENING);
    for (const [screen, { viewport, colorScheme }] of Object.entries(screens)) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      await look(page, `report-${name}-${screen}`);
    }
    await openTables(page);
    await page.setViewportSize(screens["390-light"].viewport);
    await look(page, `report-${name}-open`);
    expect([asked, errors]).toEqual([[url], []]);
  });
}

test("the report works without scripts, and is printed light, on several pages", async ({
  browser,
  write,
}) => {
  const url = await write({ participants: 60 });
  await using context = await browser.newContext({ javaScriptEnabled: false, colorScheme: "dark" });
  const page = await context.newPage();
  await page.goto(url);
  const rates = page.locator("figure").filter({ hasText: "Response rate over study days" });
  await expect(rates.getByRole("table")).toBeHidden();
  await rates.locator("summary").click();
  await expect(rates.getByRole("table")).toBeVisible();
  const pdf = await page.pdf({ format: "A4" });
  expect(pdf.toString("latin1").match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(3);
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await expect(page.locator("body")).toHaveCSS("background-color", "rgb(255, 255, 255)");
  await expect(rates.getByRole("table")).toBeHidden();
});
