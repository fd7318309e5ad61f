import { createTemporaryFolder } from "@lab/temporary-folder";
import { type BrowserContext, chromium } from "@playwright/test";
import { expectStoredOnce } from "./expect-stored.ts";
import { findChromium } from "./find-chromium.ts";
import { SurveyTab } from "./survey-tab.ts";
import { expect, test } from "./test.ts";

/** Kills the browser's main process, and with it all others. */
async function kill(context: BrowserContext): Promise<void> {
  const session = await context.browser()?.newBrowserCDPSession();
  const { processInfo } = (await session?.send("SystemInfo.getProcessInfo")) ?? { processInfo: [] };
  const main = processInfo.find(({ type }) => type === "browser");
  if (main === undefined) throw new Error("the browser does not tell its process");
  const closed = context.waitForEvent("close");
  process.kill(main.id, "SIGKILL");
  await closed;
}

test("surveys that a killed browser had saved arrive once when it is opened again", async ({ lab }) => {
  await using profile = await createTemporaryFolder("lab-profile");
  const openBrowser = async () => {
    const context = await chromium.launchPersistentContext(profile.path, { executablePath: findChromium() });
    const page = context.pages()[0] ?? (await context.newPage());
    return { context, tab: new SurveyTab(page) };
  };

  const first = await openBrowser();
  await first.tab.open(lab.page.url);
  lab.gate.state = "before";
  const codes = [await first.tab.submit()];
  await lab.gate.holding();
  await first.tab.press("Answer another survey");
  codes.push(
    await first.tab.submit({ likert: [2, 2, 2, 2, 2], freetext: "never sent by the first browser" }),
  );
  await kill(first.context);
  lab.gate.letGo();
  lab.gate.state = "open";

  const second = await openBrowser();
  await second.tab.open(lab.page.url);
  await second.tab.expectCounts({ waiting: 0, sent: 2 });
  await second.context.close();
  expectStoredOnce(await lab.settled(), codes);
  expect(lab.gate.sends).toBeGreaterThan(1);
});
