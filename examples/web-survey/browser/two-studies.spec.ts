import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, test as base } from "@playwright/test";
import { expectStoredOnce } from "./expect-stored.ts";
import { type FrontServer, startFrontServer } from "./front-server.ts";
import { type Lab, startLab } from "./lab.ts";
import { built, startPageServer } from "./page-server.ts";
import { SurveyTab } from "./survey-tab.ts";
import { expect } from "./test.ts";

/** Two studies whose pages are in two folders of one web server. */
const test = base.extend<{
  sleep: Lab;
  stress: Lab;
  front: FrontServer;
  tabs: Record<"sleep" | "stress", SurveyTab>;
}>({
  sleep: async ({ browserName: _ }, use) => {
    await using lab = await startLab({ "0001": "sleep-code-of-0001" });
    await use(lab);
  },
  stress: async ({ browserName: _ }, use) => {
    await using lab = await startLab();
    await use(lab);
  },
  front: async ({ sleep, stress }, use) => {
    await using front = await startFrontServer();
    front.serve("/sleep/", sleep.page.url);
    front.serve("/stress/", stress.page.url);
    await use(front);
  },
  tabs: async ({ context }, use) => {
    await use({
      sleep: new SurveyTab(await context.newPage()),
      stress: new SurveyTab(await context.newPage()),
    });
  },
});

const SLEEP_LINK = "#code=sleep-code-of-0001";

test("two studies on one web server share nothing: neither participants nor codes, and surveys reach their own study", async ({
  sleep,
  stress,
  front,
  tabs,
}) => {
  await tabs.sleep.open(front.urlOf("/sleep/"), "0001", SLEEP_LINK);
  sleep.gate.state = "refusing";
  const codes = { sleep: [await tabs.sleep.submit()], stress: [] as string[] };
  await tabs.sleep.expectCounts({ waiting: 1, sent: 0 });

  await tabs.stress.open(front.urlOf("/stress/"), "");
  await expect(tabs.stress.page.getByLabel("Participant number")).toBeVisible();
  await expect(tabs.stress.page.locator("#outbox")).toBeHidden();
  await tabs.stress.page.getByLabel("Participant number").fill("0001");
  codes.stress.push(await tabs.stress.submit());
  await tabs.stress.expectCounts({ waiting: 0, sent: 1 });
  await tabs.sleep.expectCounts({ waiting: 1, sent: 0 });
  expect((await sleep.settled()).surveys.size).toBe(0);

  sleep.gate.state = "open";
  await tabs.sleep.page.clock.fastForward(300_000);
  await tabs.sleep.expectCounts({ waiting: 0, sent: 1 });
  expectStoredOnce(await stress.settled(), codes.stress);
  expectStoredOnce(await sleep.settled(), codes.sleep);
});

test("two studies on one web server each keep their page, also when one is updated, and send what waited to their own", async ({
  context,
  sleep,
  stress,
  front,
  tabs,
}) => {
  await tabs.sleep.open(front.urlOf("/sleep/"), "0001", SLEEP_LINK);
  await tabs.stress.open(front.urlOf("/stress/"), "0002");
  const [before] = await cachesOf(context, "/stress/");
  expect(await cachesOf(context, "/sleep/")).toHaveLength(1);
  await using updated = await otherVersion();
  await using updatedPage = await startPageServer(stress.envFile, { folder: updated.folder });
  front.serve("/stress/", updatedPage.url);
  await tabs.stress.page.reload();
  await expect.poll(() => cachesOf(context, "/stress/")).toEqual([expect.not.stringMatching(String(before))]);

  front.online = false;
  await context.setOffline(true);
  const codes = { sleep: "", stress: "" };
  for (const study of ["sleep", "stress"] as const) {
    await tabs[study].page.close();
    const reopened = new SurveyTab(await context.newPage());
    const participant = study === "sleep" ? "0001" : "0002";
    await reopened.open(front.urlOf(`/${study}/`), participant);
    await expect(reopened.page.getByRole("heading", { name: "How are you" })).toBeVisible();
    await expect(reopened.banner).toContainText("You are offline");
    await expect(reopened.page.getByText(`Participant ${participant}`)).toBeVisible();
    codes[study] = await reopened.submit();
    await reopened.expectCounts({ waiting: 1, sent: 0 });
    tabs[study] = reopened;
  }

  front.online = true;
  await context.setOffline(false);
  for (const tab of Object.values(tabs)) await tab.expectCounts({ waiting: 0, sent: 1 });
  expectStoredOnce(await sleep.settled(), [codes.sleep]);
  expectStoredOnce(await stress.settled(), [codes.stress]);
});

test("surveys that wait when a page is given another queue go to their own queue, and the new ones to the new", async ({
  sleep: _sleep,
  stress: before,
  front,
  tabs: { stress: tab },
}) => {
  await tab.open(front.urlOf("/stress/"), "0001");
  before.gate.state = "refusing";
  const waited = await tab.submit();
  await tab.expectCounts({ waiting: 1, sent: 0 });

  await using after = await startLab(undefined, { alsoConnectTo: [before.gate.url] });
  front.serve("/stress/", after.page.url);
  // The page of the next visit is still the one before, and fetches the new one.
  await tab.page.reload();
  await expect(tab.page.getByText("This page also works without a network.")).toBeVisible();
  await tab.expectCounts({ waiting: 1, sent: 0 });
  const added = await tab.submit();
  await expect(tab.banner).toContainText("Please close it and open it again");
  // Chromium fetches a new version some time after a page was loaded, and begins to wait anew when it is loaded again.
  const fetched = () => front.requested.filter((path) => path === "/stress/index.html").length;
  await expect.poll(fetched).toBeGreaterThan(1);
  await expect(async () => {
    await tab.page.reload();
    await tab.expectCounts({ waiting: 1, sent: 1 });
  }).toPass();
  expectStoredOnce(await after.settled(), [added]);

  before.gate.state = "open";
  await tab.page.clock.fastForward(300_000);
  await tab.expectCounts({ waiting: 0, sent: 2 });
  expectStoredOnce(await before.settled(), [waited]);
  expectStoredOnce(await after.settled(), [added]);
});

/** The names of a page's caches in this browser. */
async function cachesOf(context: BrowserContext, folder: string): Promise<string[]> {
  const [page] = context.pages().filter((each) => each.url().startsWith("http"));
  const names = (await page?.evaluate(() => caches.keys())) ?? [];
  return names.filter((name) => name.includes(` ${folder} `));
}

/** The built page, in another version. */
async function otherVersion() {
  const folder = await mkdtemp(join(tmpdir(), "web-survey-"));
  await cp(built, folder, { recursive: true });
  const worker = join(folder, "service-worker.js");
  const code = await readFile(worker, "utf8");
  // The version is a hash of the files; another hash is another version.
  await writeFile(worker, code.replace(/[0-9a-f]{12}/, "0123456789ab"));
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}
