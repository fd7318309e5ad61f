import type { Page } from "@playwright/test";
import { test as base } from "@playwright/test";
import { type FrontServer, startFrontServer } from "./front-server.ts";
import { type Lab, startLab } from "./lab.ts";
import { lookOnEveryScreen } from "./look.ts";
import { SurveyTab } from "./survey-tab.ts";
import { expect } from "./test.ts";

/** A study with enrolment codes, whose web server has other pages as well. */
const test = base.extend<{ lab: Lab; front: FrontServer; tab: SurveyTab }>({
  lab: async ({ browserName: _ }, use) => {
    await using lab = await startLab({ "0001": "code-of-0001-9f27" });
    await use(lab);
  },
  front: async ({ lab }, use) => {
    await using front = await startFrontServer();
    front.serve("/sleep/", lab.page.url);
    front.serve("/stress/", lab.page.url);
    await use(front);
  },
  tab: async ({ page }, use) => {
    await use(new SurveyTab(page));
  },
});

/** Everything that a browser has of an origin, by where it is. */
async function storages(page: Page) {
  const found = await page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name ?? ""),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => new URL(scope).pathname),
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
  }));
  const { cookies } = await page.context().storageState();
  return { ...found, cookies };
}

const NOTHING = { databases: [], caches: [], workers: [], local: [], session: [], cookies: [] };

test("a device that forgets has nothing left, without a network and in every tab; other pages keep what is theirs", async ({
  context,
  lab,
  front,
  tab,
}) => {
  const other = new SurveyTab(await context.newPage());
  await other.open(front.urlOf("/stress/"), "0001", "#code=code-of-0001-9f27");
  // Only now is everything of the other page on the device.
  await expect.poll(async () => (await storages(other.page)).databases.length).toBe(4);
  const kept = await storages(other.page);
  await tab.open(front.urlOf("/sleep/"), "0001", "#code=code-of-0001-9f27");
  const second = new SurveyTab(await context.newPage());
  await second.open(front.urlOf("/sleep/"));
  // The browser looks for a new version of the worker when the second tab opens. Chromium never ends that if the network goes away
  // at its beginning, and keeps the worker meanwhile.
  const workerRequests = () => front.requested.filter((path) => path === "/sleep/service-worker.js");
  await expect.poll(() => workerRequests().length).toBe(2);
  lab.gate.state = "refusing";
  await tab.submit();
  await tab.again({ likert: [1, 1, 1, 1, 1], freetext: "never sent" });
  await tab.expectCounts({ waiting: 2, sent: 0 });
  const all = await storages(tab.page);
  expect(all.databases.filter((name) => name.includes(" /sleep/"))).toHaveLength(4);
  expect(JSON.stringify(all)).not.toContain("code-of-0001");

  front.online = false;
  await context.setOffline(true);
  await tab.press("Forget this device");
  await expect(tab.question).toHaveAccessibleName("Forget this device?");
  await expect(tab.question).toHaveAccessibleDescription(
    /^2 surveys have not been sent yet and will be lost for good\./,
  );
  await expect(tab.page.getByRole("button", { name: "Keep everything" })).toBeFocused();
  await lookOnEveryScreen(tab.page, "30-forget-with-waiting");
  await tab.press("Keep everything");
  await tab.expectCounts({ waiting: 2, sent: 0 });

  await tab.press("Forget this device");
  await tab.press("Remove everything");
  await expect(tab.page.getByRole("heading", { name: "This device has forgotten you" })).toBeFocused();
  await expect(second.page.getByRole("heading", { name: "This device has forgotten you" })).toBeVisible();
  await lookOnEveryScreen(tab.page, "31-forgotten");
  expect(await storages(tab.page)).toEqual(kept);
  // What lets a page look for surveys that wait brings nothing back.
  for (const { page } of [tab, second]) {
    await page.evaluate(() => {
      document.dispatchEvent(new Event("visibilitychange"));
      window.dispatchEvent(new Event("online"));
    });
  }
  expect(await storages(tab.page)).toEqual(kept);
  await tab.page.close();
  await second.page.close();
  expect(await storages(other.page)).toEqual(kept);

  await other.press("Forget this device");
  await expect(other.question).toHaveAccessibleDescription(/^Your participant number, your enrolment code/);
  await lookOnEveryScreen(other.page, "32-forget");
  await other.press("Remove everything");
  await expect(other.page.getByRole("heading", { name: "This device has forgotten you" })).toBeFocused();
  expect(await storages(other.page)).toEqual(NOTHING);
  expect(other.page.url()).not.toContain("code-of");
  expect((await lab.settled()).surveys.size).toBe(0);
});
