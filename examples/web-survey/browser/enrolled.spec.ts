import { test as base } from "@playwright/test";
import { expectStoredOnce } from "./expect-stored.ts";
import { type Lab, startLab } from "./lab.ts";
import { look } from "./look.ts";
import { SurveyTab } from "./survey-tab.ts";
import { expect } from "./test.ts";

/** A lab that takes a survey only with its participant's own credentials. */
const test = base.extend<{ lab: Lab; tab: SurveyTab }>({
  lab: async ({ browserName: _ }, use) => {
    await using lab = await startLab({ anna: "kK3+anna/9f27c1=", ben: "q8Z-ben-77aa01" });
    await use(lab);
  },
  tab: async ({ page }, use) => {
    await use(new SurveyTab(page));
  },
});

test("an enrolled participant's surveys are accepted, from the link on and without it later", async ({
  lab,
  tab,
}) => {
  await tab.open(lab.page.url, "anna", "#code=kK3+anna/9f27c1=");
  expect(tab.page.url()).not.toContain("kK3");
  await expect(tab.page.getByRole("button", { name: "Not you?" })).toBeHidden();
  const codes = [await tab.submit({ likert: [1, 2, 3, 4, 5], freetext: "first" })];
  await tab.expectCounts({ waiting: 0, sent: 1 });

  await tab.page.goto(lab.page.url);
  await expect(tab.page.getByText("Participant anna")).toBeVisible();
  codes.push(await tab.submit({ likert: [1, 2, 3, 4, 5], freetext: "second" }));
  await tab.expectCounts({ waiting: 0, sent: 2 });
  expectStoredOnce(await lab.settled(), codes);
});

test("a device without a code keeps its surveys, says what to do, and sends them once it has one", async ({
  lab,
  tab,
}) => {
  await tab.open(lab.page.url, "ben");
  const code = await tab.submit();
  await expect(tab.banner).toContainText("Please open the link that the lab sent you. 1 survey is kept");
  await expect(tab.receiptState).toHaveText(/until you have opened the link/);
  await look(tab.page, "phone-light-13-not-enrolled");
  expect((await lab.settled()).surveys.size).toBe(0);

  await tab.page.goto("about:blank");
  await tab.open(lab.page.url, "ben", "#code=q8Z-ben-77aa01");
  await tab.expectCounts({ waiting: 0, sent: 1 });
  expectStoredOnce(await lab.settled(), [code]);
});
