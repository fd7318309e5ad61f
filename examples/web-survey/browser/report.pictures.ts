// Makes the picture of the report in the repository's README. `pnpm --filter @lab/web-survey pictures` runs it; it checks nothing.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createTemporaryFolder } from "@lab/temporary-folder";
import { test } from "@playwright/test";
import { writeSyntheticReport } from "./synthetic-report.ts";

const pictures = join(import.meta.dirname, "../../../docs/pictures");
const WIDTH = 1_000;
/** How much of the page is shown below the beginning of the heat map, in pixels. */
const BELOW = 480;

test.use({ viewport: { width: WIDTH, height: 900 } });

test("how a study is going", async ({ page }) => {
  await using folder = await createTemporaryFolder("report");
  const path = join(folder.path, "report.html");
  await writeSyntheticReport(path, { participants: 60 });
  await page.goto(pathToFileURL(path).href);
  const heatMap = await page.locator("#days").boundingBox();
  await page.screenshot({
    path: join(pictures, "report.png"),
    fullPage: true,
    animations: "disabled",
    clip: { x: 0, y: 0, width: WIDTH, height: (heatMap?.y ?? 0) + BELOW },
  });
});
