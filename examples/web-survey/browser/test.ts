import { test as base, expect } from "@playwright/test";
import { type Lab, startLab } from "./lab.ts";
import { SurveyTab } from "./survey-tab.ts";

/** A test has a lab of its own, and a browser with one tab. */
export const test = base.extend<{ lab: Lab; tab: SurveyTab }>({
  lab: async ({ browserName: _ }, use) => {
    await using lab = await startLab();
    await use(lab);
  },
  tab: async ({ page }, use) => {
    await use(new SurveyTab(page));
  },
});

export { expect };
