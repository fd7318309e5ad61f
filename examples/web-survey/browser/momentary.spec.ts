import { questionnaireRef } from "@lab/survey-schema";
import { conditional, enter, enterAll, fieldOf, momentary, someMomentary } from "./enter.ts";
import { expectStoredOnce } from "./expect-stored.ts";
import { lookOnEveryScreen } from "./look.ts";
import { expect, test } from "./test.ts";

const SEARCH = `questionnaire=${momentary.id}`;

for (const shown of [true, false]) {
  test(`a questionnaire with every kind of item arrives as it was answered, ${shown ? "with" : "without"} the conditional item`, async ({
    lab,
    tab,
  }) => {
    const answers = someMomentary(shown);
    const prompt = { scheduled_at: "2026-03-02T12:00:00+01:00", notified_at: "2026-03-02T11:00:05Z" };
    await tab.open(
      lab.page.url,
      "0042",
      "",
      `${SEARCH}&scheduled_at=2026-03-02T12:00:00+01:00&notified_at=${prompt.notified_at}`,
    );
    await enterAll(tab.page, answers);
    await expect(fieldOf(tab.page, conditional)).toBeVisible({ visible: shown });
    await tab.takeTime();
    await tab.press("Submit answers");
    const codes = [await tab.receiptCode()];
    await tab.expectCounts({ waiting: 0, sent: 1 });

    // The next survey answers no prompt, also after the page was loaded again.
    await tab.page.reload();
    await enterAll(tab.page, answers);
    await tab.takeTime();
    await tab.press("Submit answers");
    codes.push(await tab.receiptCode());
    await tab.expectCounts({ waiting: 0, sent: 2 });

    const state = await lab.settled();
    expectStoredOnce(state, codes);
    const bodies = [...state.surveys.values()].map((body) => JSON.parse(body));
    const [first, second] = bodies.toSorted((a, b) => a.started_at.localeCompare(b.started_at));
    const envelope = {
      user_id: "0042",
      timestamp: expect.stringMatching(/^\d{12}$/),
      time_elapsed: expect.any(Number),
      questionnaire: questionnaireRef(momentary),
      timezone: "Europe/Zurich",
      utc_offset: expect.stringMatching(/^\+0[12]:00$/),
      started_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0[12]:00$/),
    };
    expect(first).toEqual({ ...answers, ...envelope, ...prompt });
    expect(second).toEqual({ ...answers, ...envelope });
    expect(state.participants).toEqual([
      expect.objectContaining({
        user_id: "0042",
        num_submission: 2,
        [`${momentary.id}_answers`]: answers,
        [`${momentary.id}_version`]: momentary.version,
      }),
    ]);
    for (const { flags } of state.submissions) expect(flags ?? []).not.toContain("unknown_timezone");
  });
}

test("an item comes and goes with the answer that shows it, and what stands in it is sent only while it is shown", async ({
  lab,
  tab,
}) => {
  const [shown, hidden] = [someMomentary(true), someMomentary(false)];
  await tab.open(lab.page.url, "0042", "", SEARCH);
  await expect(fieldOf(tab.page, conditional)).toBeHidden();
  await enterAll(tab.page, shown);
  await expect(fieldOf(tab.page, conditional)).toBeVisible();
  for (const name of Object.keys(conditional.showIf ?? {})) {
    const item = momentary.items.find((one) => one.name === name);
    const answer = hidden[name];
    if (item !== undefined && answer !== undefined) await enter(tab.page, item, answer);
  }
  await expect(fieldOf(tab.page, conditional)).toBeHidden();
  await tab.takeTime();
  await tab.press("Submit answers");
  const code = await tab.receiptCode();
  const state = await lab.settled();
  expectStoredOnce(state, [code]);
  const [body = ""] = state.surveys.values();
  expect(JSON.parse(body)).not.toHaveProperty(conditional.name);
});

test("two questionnaires of one participant in the same second are two submissions", async ({
  context,
  lab,
  tab: one,
}) => {
  const two = one.in(await context.newPage());
  await one.open(lab.page.url);
  await two.open(lab.page.url, "0001", "", SEARCH);
  await one.fillIn();
  await enterAll(two.page, someMomentary(false));
  for (const tab of [one, two]) await tab.takeTime();
  await context.clock.setFixedTime("2027-03-01T09:00:00Z");
  const codes: string[] = [];
  for (const tab of [one, two]) {
    await tab.press("Submit answers");
    codes.push(await tab.receiptCode());
  }
  await two.page.reload();
  await two.expectCounts({ waiting: 0, sent: 2 });
  const state = await lab.settled();
  expectStoredOnce(state, codes);
  expect(state.participants).toEqual([expect.objectContaining({ num_submission: 2 })]);
});

test("a failed attention check is not given away", async ({ lab, tab }) => {
  const checks = momentary.items.filter((item) => "expect" in item && item.expect !== undefined);
  const wrong = Object.fromEntries(checks.map(({ name }) => [name, 5]));
  await tab.open(lab.page.url, "0001", "", SEARCH);
  await enterAll(tab.page, { ...someMomentary(false), ...wrong });
  await tab.takeTime();
  await tab.press("Submit answers");
  await tab.receiptCode();
  await tab.expectCounts({ waiting: 0, sent: 1 });
  const { submissions } = await lab.settled();
  expect(submissions.map(({ flags }) => flags)).toEqual([expect.arrayContaining(["failed_check"])]);
});

test("a link for a questionnaire that the study does not have says so, and what waits is sent all the same", async ({
  lab,
  tab,
}) => {
  await tab.open(lab.page.url);
  lab.gate.state = "refusing";
  const code = await tab.submit();
  await tab.expectCounts({ waiting: 1, sent: 0 });
  lab.gate.state = "open";
  await tab.page.goto(`${lab.page.url}?participant=0001&questionnaire=weekly`);
  await expect(tab.page.getByRole("heading", { name: "This survey is not known here" })).toBeVisible();
  await expect(tab.page.getByText("for the questionnaire “weekly”")).toBeVisible();
  await expect(tab.page.getByRole("button", { name: "Submit answers" })).toBeHidden();
  await tab.expectCounts({ waiting: 0, sent: 1 });
  await lookOnEveryScreen(tab.page, "60-unknown-questionnaire");
  expectStoredOnce(await lab.settled(), [code]);
});
