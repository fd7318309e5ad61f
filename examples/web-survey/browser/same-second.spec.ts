import { expectStoredOnce } from "./expect-stored.ts";
import { expect, test } from "./test.ts";

for (const state of ["waiting", "sent"] as const) {
  test(`other answers in the same second as ${state} ones are not lost, and the page says what to do`, async ({
    context,
    lab,
    tab: one,
  }) => {
    const two = one.in(await context.newPage());
    for (const tab of [one, two]) await tab.open(lab.page.url);
    lab.gate.state = state === "sent" ? "open" : "refusing";
    await one.fillIn({ likert: [1, 1, 1, 1, 1], freetext: "first" });
    await two.fillIn({ likert: [5, 5, 5, 5, 5], freetext: "second" });
    for (const tab of [one, two]) await tab.takeTime();

    await context.clock.setFixedTime("2027-03-01T09:00:00Z");
    await one.press("Submit answers");
    await one.expectCounts(state === "sent" ? { waiting: 0, sent: 1 } : { waiting: 1, sent: 0 });
    await two.press("Submit answers");
    await expect(two.errors).toBeFocused();
    await expect(two.errors).toContainText("submitted in this very second");

    lab.gate.state = "open";
    await context.clock.setFixedTime("2027-03-01T09:00:01Z");
    await two.press("Submit answers");
    const codes = [await one.receiptCode(), await two.receiptCode()];
    await two.page.reload();
    await two.expectCounts({ waiting: 0, sent: 2 });
    const stored = await lab.settled();
    expectStoredOnce(stored, codes);
    // Nine o'clock in Greenwich is ten in Zurich, where this browser is.
    const keys = ["0001030127100000.json", "0001030127100001.json"];
    expect([...stored.surveys.keys()].toSorted()).toEqual(keys);
  });
}
