import { expectStoredOnce } from "./expect-stored.ts";
import { lookOnEveryScreen } from "./look.ts";
import { expect, test } from "./test.ts";

test("answers that were given too fast to count are not sent, and are once their time has come", async ({
  lab,
  tab,
}) => {
  await tab.open(lab.page.url);
  // From here on no time goes by but what the test lets go by.
  await tab.page.clock.pauseAt(Date.now() + 3_600_000);
  await tab.page.reload();
  const now = () => tab.page.evaluate(() => performance.now());
  const shown = await now();
  await tab.fillIn({ likert: [1, 1, 1, 1, 1], freetext: "quick" });
  await tab.page.clock.runFor(3_000);
  await tab.press("Submit answers");
  await expect(tab.errors).toBeFocused();
  await expect(tab.errors).toContainText("Answers that took 3 seconds or less do not count.");
  await expect(tab.page.locator("#outbox")).toBeHidden();
  await tab.page.clock.resume();
  await lookOnEveryScreen(tab.page, "40-too-fast");
  await tab.takeTime();
  const seconds = ((await now()) - shown) / 1_000;
  await tab.press("Submit answers");
  const code = await tab.receiptCode();
  await tab.expectCounts({ waiting: 0, sent: 1 });
  const state = await lab.settled();
  expectStoredOnce(state, [code]);
  const [body = ""] = state.surveys.values();
  // All of the time, from the first look at the form on.
  expect(JSON.parse(body).time_elapsed).toBeGreaterThan(seconds - 0.1);
});

test("the list of what is missing gets shorter as answers are given, and goes away with the last", async ({
  lab,
  tab,
}) => {
  await tab.open(lab.page.url);
  await tab.press("Submit answers");
  await expect(tab.errors).toContainText("6 answers are missing or wrong");
  const groups = tab.page.getByRole("group");
  for (const [index, left] of [5, 4, 3, 2].entries()) {
    await groups.nth(index).getByRole("radio", { name: "3 " }).check();
    await expect(tab.errors).toContainText(`${left} answers are missing or wrong`);
    await expect(tab.errors.getByRole("listitem")).toHaveCount(left);
    await expect(groups.nth(index).locator(".problem")).toBeHidden();
    await expect(groups.nth(index)).toHaveAccessibleDescription("");
    await expect(groups.nth(index).getByRole("radio", { name: "3 " })).toBeFocused();
  }
  await groups.nth(4).getByRole("radio", { name: "3 " }).check();
  await expect(tab.errors).toContainText("One answer is missing or wrong");
  const text = tab.page.getByLabel("What have you been doing");
  await text.fill("   ");
  await expect(tab.errors).toContainText("Write a few words");
  await text.fill("   tea");
  await expect(tab.errors).toBeHidden();
  await expect(tab.page).toHaveTitle("How are you right now?");
  await expect(text).not.toHaveAttribute("aria-invalid");

  // What was right when it was submitted is not called wrong while it is written.
  await text.fill("");
  await expect(tab.errors).toBeHidden();
});

test("a receipt code stands in one line on the smallest phone", async ({ lab, tab }) => {
  await tab.page.setViewportSize({ width: 320, height: 568 });
  await tab.open(lab.page.url);
  await tab.submit();
  const { lines, beyond } = await tab.page.locator("#receipt-code").evaluate((code) => {
    const range = document.createRange();
    range.selectNodeContents(code);
    const tops = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
    return { lines: tops.size, beyond: code.scrollWidth - code.clientWidth };
  });
  expect({ lines, beyond }).toEqual({ lines: 1, beyond: 0 });
});
