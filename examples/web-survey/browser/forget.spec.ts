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

const nothing = { databases: [], caches: [], workers: [], local: [], session: [], cookies: [] };

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
  expect(await storages(other.page)).toEqual(nothing);
  // The address would bring the number back when the page is loaded again.
  expect(other.page.url()).toBe(front.urlOf("/stress/"));
  expect((await lab.settled()).surveys.size).toBe(0);
});

const LINK = "#code=code-of-0001-9f27";

async function forget(tab: SurveyTab): Promise<void> {
  await tab.press("Forget this device");
  await tab.press("Remove everything");
}

async function expectForgotten({ page }: SurveyTab): Promise<void> {
  await expect(page.getByRole("heading", { name: "This device has forgotten you" })).toBeVisible();
  await expect(page.getByText("works without a network")).toBeHidden();
}

test("a page that still asks its participant in another tab brings nothing back", async ({
  context,
  front,
  tab,
}) => {
  await tab.open(front.urlOf("/sleep/"), "0001", LINK);
  const asking = new SurveyTab(await context.newPage());
  await asking.follow(front.urlOf("/sleep/"), "0002");
  await expect(asking.question).toHaveAccessibleName("Switch to participant 0002?");
  await forget(tab);
  await expectForgotten(tab);
  await expectForgotten(asking);
  await expect(asking.question).toBeHidden();
  expect(await storages(tab.page)).toEqual(nothing);
});

test("what a page that was opened before a new queue does not know yet is counted and removed, too", async ({
  context,
  front,
  tab,
}) => {
  await tab.open(front.urlOf("/sleep/"), "0001", LINK);
  await using later = await startLab();
  front.serve("/sleep/", later.page.url);
  const second = new SurveyTab(await context.newPage());
  await second.open(front.urlOf("/sleep/"), "0001");
  await second.submit();
  await second.expectCounts({ waiting: 1, sent: 0 });
  await second.page.close();

  await tab.press("Forget this device");
  await expect(tab.question).toHaveAccessibleDescription(/^1 survey has not been sent yet/);
  await tab.press("Remove everything");
  await expectForgotten(tab);
  expect(await storages(tab.page)).toEqual(nothing);
});

test("a worker that is installed only after the page has forgotten leaves no files", async ({
  context,
  front,
  tab,
}) => {
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
  await context.route("**/service-worker.js", async (route) => {
    await arrived;
    await route.continue();
  });
  await tab.page.goto(`${front.urlOf("/sleep/")}?participant=0001${LINK}`);
  await forget(tab);
  await expectForgotten(tab);
  arrive();
  // Only the worker asks for it by this name.
  await expect.poll(() => front.requested).toContain("/sleep/index.html");
  await expect.poll(() => storages(tab.page)).toEqual(nothing);
  await expectForgotten(tab);
});

test("a page that is opened while a forgotten one still is works without a network, once it says so", async ({
  context,
  front,
  tab,
}) => {
  await tab.open(front.urlOf("/sleep/"), "0001", LINK);
  await forget(tab);
  await expectForgotten(tab);
  const again = new SurveyTab(await context.newPage());
  await again.open(front.urlOf("/sleep/"), "0001", LINK);
  front.online = false;
  await context.setOffline(true);
  await again.page.reload();
  await expect(again.participant).toHaveText("0001");
});

test("while everything is removed the page says so, and what to do if it takes long", async ({
  context,
  front,
  tab,
}) => {
  await tab.open(front.urlOf("/sleep/"), "0001", LINK);
  await tab.submit();
  const stuck = await context.newPage();
  await stuck.goto(`${front.urlOf("/sleep/")}icon.svg`);
  // A page that does not let go of a database, as one that hangs.
  await stuck.evaluate(async () => {
    const found = await indexedDB.databases();
    const { name = "" } = found.find(({ name }) => name?.startsWith("survey-participants ")) ?? {};
    await new Promise((resolve) => {
      indexedDB.open(name).onsuccess = resolve;
    });
  });
  await forget(tab);
  await expect(tab.page.getByRole("heading", { name: "Removing everything" })).toBeFocused();
  await expect(tab.page.getByText("close all other pages of this study")).toBeVisible();
  await expect(tab.page.getByText("Thank you")).toBeHidden();
  await lookOnEveryScreen(tab.page, "33-forgetting");
  await stuck.close();
  await expectForgotten(tab);
  expect(await storages(tab.page)).toEqual(nothing);
});

test("what cannot be removed is said, also to who looks at a receipt", async ({ front, tab }) => {
  await tab.open(front.urlOf("/sleep/"), "0001", LINK);
  await tab.submit();
  await tab.page.evaluate(() => {
    CacheStorage.prototype.delete = () => Promise.reject(new DOMException("not now", "UnknownError"));
  });
  await forget(tab);
  await expect(tab.page.getByRole("heading", { name: "Not everything could be removed" })).toBeFocused();
  await expect(tab.page.getByText("Please remove the data of this web site")).toBeVisible();
  await lookOnEveryScreen(tab.page, "34-not-forgotten");
});
