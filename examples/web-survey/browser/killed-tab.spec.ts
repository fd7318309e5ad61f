import { expectStoredOnce } from "./expect-stored.ts";
import type { SurveyTab } from "./survey-tab.ts";
import { expect, test } from "./test.ts";

/** Ends a tab's process on the spot: no code of the page runs any more. */
async function kill(tab: SurveyTab): Promise<void> {
  const session = await tab.page.context().newCDPSession(tab.page);
  const crashed = tab.page.waitForEvent("crash");
  // Its answer never comes.
  session.send("Page.crash").catch(() => undefined);
  await crashed;
  await tab.page.close();
}

for (const [when, state] of [
  ["before the queue has heard of it", "before"],
  ["after the queue took it, and before the page knows", "after"],
] as const) {
  test(`a survey whose tab is killed in mid-send arrives once: ${when}`, async ({ context, lab, tab }) => {
    await tab.open(lab.page.url);
    lab.gate.state = state;
    const code = await tab.submit();
    await lab.gate.holding();
    await kill(tab);
    lab.gate.letGo();
    lab.gate.state = "open";

    const reopened = tab.in(await context.newPage());
    await reopened.open(lab.page.url);
    await reopened.expectCounts({ waiting: 0, sent: 1 });
    expect(lab.gate.sends).toBe(2);
    expectStoredOnce(await lab.settled(), [code]);
  });
}
