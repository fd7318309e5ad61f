import { expectStoredOnce } from "./expect-stored.ts";
import { expect, test } from "./test.ts";

test("what a participant fills in and submits is stored, and its receipt code finds it in the ledger", async ({
  lab,
  tab,
}) => {
  await tab.open(lab.page.url, "0042");
  const code = await tab.submit({ likert: [1, 2, 3, 4, 5], freetext: "Reading 📚" });
  expect(code).toMatch(/^[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}$/);
  await expect(tab.receiptState).toHaveText(
    "Sent. Your answers have arrived safely. The lab checks them before they count.",
  );
  await tab.expectCounts({ waiting: 0, sent: 1 });

  const state = await lab.settled();
  expectStoredOnce(state, [code]);
  const answers = { user_id: "0042", q1: 1, q2: 2, q3: 3, q4: 4, q5: 5, freetext: "Reading 📚" };
  expect(state.participants).toEqual([expect.objectContaining({ ...answers, num_submission: 1 })]);
  const [body = ""] = state.surveys.values();
  expect(JSON.parse(body)).toEqual({
    ...answers,
    timestamp: expect.stringMatching(/^\d{12}$/),
    time_elapsed: expect.any(Number),
  });
  expect(JSON.parse(body).time_elapsed).toBeGreaterThan(30);
});
