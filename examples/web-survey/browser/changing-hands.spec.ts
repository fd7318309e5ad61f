import { test as base } from "@playwright/test";
import { expectStoredOnce } from "./expect-stored.ts";
import { type Lab, startLab } from "./lab.ts";
import { look, lookOnEveryScreen } from "./look.ts";
import { SurveyTab } from "./survey-tab.ts";
import { expect } from "./test.ts";

const enrolmentCodes = { "0001": "code-of-0001-9f27", "0002": "code-of-0002-77aa" };

/** A phone on which 0001 has enrolled, in a study that takes a survey only with its participant's own credentials. */
const test = base.extend<{ lab: Lab; tab: SurveyTab }>({
  lab: async ({ browserName: _ }, use) => {
    await using lab = await startLab(enrolmentCodes);
    await use(lab);
  },
  tab: async ({ page, lab }, use) => {
    const tab = new SurveyTab(page);
    await tab.open(lab.page.url, "0001", `#code=${enrolmentCodes["0001"]}`);
    await use(tab);
  },
});

test("a link for somebody else sends nothing as them, unless the person at the phone says so", async ({
  lab,
  tab,
}) => {
  const codes = [await tab.submit()];
  await tab.expectCounts({ waiting: 0, sent: 1 });

  await tab.follow(lab.page.url, "evil");
  await expect(tab.question).toHaveAccessibleName("Switch to participant evil?");
  await expect(tab.question).toHaveAccessibleDescription(/^Participant 0001 answers on this device\./);
  await expect(tab.page.getByRole("button", { name: "Keep 0001" })).toBeFocused();
  await lookOnEveryScreen(tab.page, "20-switch-participant");
  await tab.page.keyboard.press("Escape");
  await expect(tab.question).toBeHidden();
  await expect(tab.participant).toHaveText("0001");
  codes.push(await tab.submit({ likert: [1, 2, 3, 4, 5], freetext: "after the link" }));
  await tab.expectCounts({ waiting: 0, sent: 2 });

  await tab.page.reload();
  await expect(tab.participant).toHaveText("0001");
  await expect(tab.question).toBeHidden();
  const state = await lab.settled();
  expectStoredOnce(state, codes);
  expect(state.participants).toEqual([expect.objectContaining({ user_id: "0001", num_submission: 2 })]);
});

test("after a switch to somebody without a code, their answers wait and nothing is sent with the first one's right", async ({
  lab,
  tab,
}) => {
  await tab.follow(lab.page.url, "evil");
  await tab.press("Switch to evil");
  await expect(tab.participant).toHaveText("evil");
  // Whoever enters a number here would take the phone without a question.
  await expect(tab.page.getByRole("button", { name: "Not you?" })).toBeHidden();
  const sends = lab.gate.sends;
  await tab.submit();
  await expect(tab.banner).toContainText("Please open the link that the lab sent you. 1 survey is kept");
  await tab.expectCounts({ waiting: 1, sent: 0 });
  expect(lab.gate.sends).toBe(sends);

  await tab.follow(lab.page.url, "0001");
  await tab.press("Switch to 0001");
  const code = await tab.submit();
  await tab.expectCounts({ waiting: 1, sent: 1 });
  await expect(tab.banner).toHaveText(
    "1 survey is kept on this device until the link of participant evil is opened.",
  );
  await lookOnEveryScreen(tab.page, "21-waits-for-another");
  expectStoredOnce(await lab.settled(), [code]);
});

test("a phone whose storage fails once when somebody else's link is opened is not theirs without a question", async ({
  lab,
  tab,
}) => {
  await tab.page.addInitScript(() => {
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = function (name, version) {
      const fails = name.startsWith("survey-participants") && sessionStorage.getItem("failed") === null;
      if (!fails) return open.call(this, name, version);
      sessionStorage.setItem("failed", "yes");
      throw new DOMException("once", "UnknownError");
    };
  });
  await tab.follow(lab.page.url, "0002", `#code=${enrolmentCodes["0002"]}`);
  await expect(tab.page.getByRole("heading", { name: "The survey cannot be opened just now" })).toBeVisible();
  await expect(tab.page.getByRole("button", { name: "Submit answers" })).toBeHidden();
  expect(tab.page.url()).not.toContain("code");

  await tab.press("Try again");
  await tab.press("Switch to 0002");
  const code = await tab.submit();
  await tab.expectCounts({ waiting: 0, sent: 1 });
  const state = await lab.settled();
  expectStoredOnce(state, [code]);
  expect(state.participants).toEqual([expect.objectContaining({ user_id: "0002", num_submission: 1 })]);
});

test("a slow vending endpoint does not leave the page blank while it checks a code", async ({ lab, tab }) => {
  await tab.waitWithoutEnd();
  const { promise: asked, resolve: letAnswer } = Promise.withResolvers<void>();
  await tab.page.route("**/credentials", async (route) => {
    await asked;
    await route.continue();
  });
  await tab.follow(lab.page.url, "0002", `#code=${enrolmentCodes["0002"]}`);
  await expect(tab.page.getByRole("status").getByText("code in your link is being checked")).toBeVisible();
  await lookOnEveryScreen(tab.page, "24-checking-code");
  letAnswer();
  await expect(tab.question).toHaveAccessibleName("Switch to participant 0002?");
  await expect(tab.page.getByText("is being checked")).toBeHidden();
});

for (const [what, answer] of [
  ["an error", { status: 503 }],
  ["garbage", { body: "<html>" }],
] as const) {
  test(`a vending endpoint that answers with ${what} is not called a network that is away`, async ({
    lab,
    tab,
  }) => {
    await tab.page.route("**/credentials", (route) => route.fulfill(answer));
    await tab.follow(lab.page.url, "0001", "#code=a-newer-code");
    await expect(tab.page.getByRole("alert")).toContainText("because something is wrong at the lab");
    await expect(tab.page.getByRole("alert")).not.toContainText("network");
  });
}

test("what waits of the first participant goes out with their own code when a second one has the phone", async ({
  lab,
  tab,
}) => {
  lab.gate.state = "refusing";
  const first = [
    await tab.submit(),
    await tab.again({ likert: [1, 1, 1, 1, 1], freetext: "second of 0001" }),
  ];
  await tab.expectCounts({ waiting: 2, sent: 0 });
  await tab.follow(lab.page.url, "0002", `#code=${enrolmentCodes["0002"]}`);
  await tab.press("Switch to 0002");
  const second = await tab.submit({ likert: [5, 5, 5, 5, 5], freetext: "first of 0002" });
  await tab.expectCounts({ waiting: 3, sent: 0 });

  lab.gate.state = "open";
  await tab.page.clock.fastForward(300_000);
  await tab.expectCounts({ waiting: 0, sent: 3 });
  const state = await lab.settled();
  expectStoredOnce(state, [...first, second]);
  expect(
    state.participants.map(({ user_id, num_submission }) => [user_id, num_submission]).toSorted(),
  ).toEqual([
    ["0001", 2],
    ["0002", 1],
  ]);
});

test("a code that belongs to somebody else is refused, and the phone stays as it was", async ({
  lab,
  tab,
}) => {
  await tab.follow(lab.page.url, "0001", `#code=${enrolmentCodes["0002"]}`);
  await expect(tab.page.getByRole("alert")).toContainText("has the enrolment code of another participant");
  await lookOnEveryScreen(tab.page, "22-code-of-another");
  const code = await tab.submit();
  await tab.expectCounts({ waiting: 0, sent: 1 });

  // In the same tab the browser takes such a link for a place in the open page.
  await tab.page.goto(`${lab.page.url}?participant=0001#code=nobody-has-this`);
  await expect(tab.page.getByRole("alert")).toContainText("does not know the enrolment code");
  expect(tab.page.url()).not.toContain("nobody-has-this");
  await tab.follow(lab.page.url, "0001", `#code=${enrolmentCodes["0001"]}`);
  await expect(tab.participant).toHaveText("0001");
  await expect(tab.page.getByRole("alert")).toBeHidden();
  await expect(tab.question).toBeHidden();
  expectStoredOnce(await lab.settled(), [code]);
});

test("a code that was taken without a network, and is somebody else's, sends nothing and says so", async ({
  context,
  lab,
  tab,
}) => {
  await context.setOffline(true);
  await lab.page.stop();
  await tab.follow(lab.page.url, "0002", `#code=${enrolmentCodes["0001"]}`);
  await tab.press("Switch to 0002");
  await tab.submit();
  await lab.page.start();
  await context.setOffline(false);
  await expect(tab.banner).toContainText("The enrolment code on this device belongs to another participant.");
  await expect(tab.receiptState).toHaveText(/until you have opened the link/);
  await look(tab.page, "phone-light-23-code-of-another-later");
  expect((await lab.settled()).surveys.size).toBe(0);

  await tab.follow(lab.page.url, "0002", `#code=${enrolmentCodes["0002"]}`);
  await tab.expectCounts({ waiting: 0, sent: 1 });
  const state = await lab.settled();
  expect(state.participants).toEqual([expect.objectContaining({ user_id: "0002", num_submission: 1 })]);
  expect([...state.rejected.values()]).toEqual([]);
});
