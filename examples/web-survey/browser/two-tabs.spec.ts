import { expectStoredOnce } from "./expect-stored.ts";
import { expect, test } from "./test.ts";

test("what two tabs submit and send at the same time arrives once, and both tabs know", async ({
  context,
  lab,
  tab: one,
}) => {
  const two = one.in(await context.newPage());
  await one.open(lab.page.url, "0001");
  await two.open(lab.page.url, "0002");
  await context.setOffline(true);

  const codes: string[] = [];
  for (const freetext of ["first", "second"]) {
    codes.push(await one.submit({ likert: [1, 1, 1, 1, 1], freetext }));
    codes.push(await two.submit({ likert: [5, 5, 5, 5, 5], freetext }));
    await one.press("Answer another survey");
    await two.press("Answer another survey");
  }
  await one.expectCounts({ waiting: 4, sent: 0 });
  await two.expectCounts({ waiting: 4, sent: 0 });

  // Neither tab hears from the queue before both have sent, each participant's surveys on their own.
  lab.gate.state = "after";
  await context.setOffline(false);
  await expect.poll(() => lab.gate.sends).toBe(4);
  lab.gate.letGo();
  lab.gate.state = "open";
  await context.setOffline(true);
  await context.setOffline(false);

  await one.expectCounts({ waiting: 0, sent: 4 });
  await two.expectCounts({ waiting: 0, sent: 4 });
  expectStoredOnce(await lab.settled(), codes);
});

test("what one tab submits, the other counts", async ({ context, lab, tab: one }) => {
  const two = one.in(await context.newPage());
  await one.open(lab.page.url);
  await two.open(lab.page.url);
  lab.gate.state = "refusing";
  const code = await one.submit();
  await two.expectCounts({ waiting: 1, sent: 0 });
  lab.gate.state = "open";
  await one.page.clock.fastForward(300_000);
  await two.expectCounts({ waiting: 0, sent: 1 });
  expectStoredOnce(await lab.settled(), [code]);
});
