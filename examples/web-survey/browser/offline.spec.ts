import { expectStoredOnce } from "./expect-stored.ts";
import { expect, test } from "./test.ts";

test("three surveys that are submitted offline survive a reload, and arrive once when there is a network", async ({
  context,
  lab,
  tab,
}) => {
  await tab.open(lab.page.url);
  await context.setOffline(true);
  await expect(tab.banner).toContainText("You are offline.");

  const codes: string[] = [];
  for (const freetext of ["first", "second", "third"]) {
    codes.push(await tab.submit({ likert: [1, 2, 3, 4, 5], freetext }));
    await expect(tab.receiptState).toContainText("Kept on this device until you are online.");
    await tab.press("Answer another survey");
  }
  await tab.expectCounts({ waiting: 3, sent: 0 });

  await lab.page.stop();
  await tab.page.reload();
  await expect(tab.banner).toContainText("3 surveys are waiting.");
  await tab.expectCounts({ waiting: 3, sent: 0 });
  await expect(tab.page.getByText("Participant 0001")).toBeVisible();
  expect(lab.gate.sends).toBe(0);

  await lab.page.start();
  await context.setOffline(false);
  await tab.expectCounts({ waiting: 0, sent: 3 });
  await expect(tab.banner).toBeEmpty();
  expectStoredOnce(await lab.settled(), codes);
});

test("the page opens and saves on a device that has no network from its second visit on", async ({
  context,
  lab,
  tab,
}) => {
  await tab.open(lab.page.url);
  await tab.page.close();
  await context.setOffline(true);
  await lab.page.stop();

  const page = await context.newPage();
  const later = tab.in(page);
  await later.open(lab.page.url);
  const code = await later.submit();
  await later.expectCounts({ waiting: 1, sent: 0 });
  await lab.page.start();
  await context.setOffline(false);
  await later.expectCounts({ waiting: 0, sent: 1 });
  expectStoredOnce(await lab.settled(), [code]);
});

test("a queue that cannot be reached is told, and tried again", async ({ lab, tab }) => {
  await tab.open(lab.page.url);
  lab.gate.state = "refusing";
  const code = await tab.submit();
  await expect(tab.receiptState).toHaveText("Kept on this device until the lab can be reached.");
  await expect(tab.banner).toContainText(/cannot be reached just now\. 1 survey is kept .* next try at \d/);

  lab.gate.state = "open";
  await tab.page.clock.fastForward(300_000);
  await expect(tab.receiptState).toHaveText(
    "Sent. Your answers have arrived safely. The lab checks them before they count.",
  );
  await expect(tab.banner).toBeEmpty();
  expectStoredOnce(await lab.settled(), [code]);
});
