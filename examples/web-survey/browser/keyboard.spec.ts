import { expectStoredOnce } from "./expect-stored.ts";
import { expect, test } from "./test.ts";

test("a survey is answered, corrected and submitted with the keyboard alone", async ({ lab, tab }) => {
  const { keyboard } = tab.page;
  const focused = tab.page.locator(":focus");
  const tabKey = async (id: string) => {
    await keyboard.press("Tab");
    await expect(focused).toHaveAttribute("id", id);
  };
  await tab.open(lab.page.url, "0007");

  await tabKey("change-participant");
  for (const item of ["q1", "q2", "q3", "q4", "q5"]) await tabKey(`answer-${item}-1`);
  await tabKey("answer-freetext");
  await keyboard.press("Tab");
  await expect(focused).toHaveText("Submit answers");
  await keyboard.press("Enter");

  await expect(tab.errors).toBeFocused();
  await expect(tab.errors).toContainText("6 answers are missing or wrong");
  await expect(tab.page).toHaveTitle(/^Error: /);
  await keyboard.press("Tab");
  await expect(focused).toHaveText("Choose an answer: Right now, I feel well.");
  await keyboard.press("Enter");
  await expect(focused).toHaveAttribute("id", "answer-q1-1");
  await expect(tab.page.getByRole("group").first()).toHaveAccessibleDescription("Choose an answer");

  await keyboard.press("Space");
  for (const item of ["q2", "q3", "q4", "q5"]) {
    await tabKey(`answer-${item}-1`);
    await keyboard.press("ArrowRight");
    await expect(focused).toBeChecked();
  }
  await tabKey("answer-freetext");
  await expect(focused).toHaveAccessibleDescription(/Write a few words/);
  await keyboard.type("typing");
  await tab.takeTime();
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  const code = await tab.receiptCode();
  await keyboard.press("Tab");
  await expect(focused).toHaveText("Answer another survey");
  await keyboard.press("Enter");
  await expect(tab.page.getByRole("heading", { name: "How are you right now?" })).toBeFocused();
  await expect(tab.page).toHaveTitle("How are you right now?");

  const state = await lab.settled();
  expectStoredOnce(state, [code]);
  const entered = { user_id: "0007", q1: 1, q2: 2, q3: 2, q4: 2, q5: 2, freetext: "typing" };
  expect(state.participants).toEqual([expect.objectContaining(entered)]);
});

test("the participant of the link answers, or somebody else, who is remembered", async ({ lab, tab }) => {
  await tab.open(lab.page.url, "0001");
  await expect(tab.page.getByLabel("Participant number")).toBeHidden();
  await tab.press("Not you?");
  await expect(tab.page.getByLabel("Participant number")).toBeFocused();
  await tab.page.getByLabel("Participant number").fill("no such number!");
  await tab.fillIn();
  await tab.press("Submit answers");
  await expect(tab.errors).toContainText("Enter your participant number as the lab gave it to you");

  await tab.page.getByLabel("Participant number").fill("  0099 ");
  await tab.takeTime();
  await tab.press("Submit answers");
  const code = await tab.receiptCode();
  await tab.page.goto(lab.page.url);
  await expect(tab.page.getByText("Participant 0099")).toBeVisible();
  const state = await lab.settled();
  expectStoredOnce(state, [code]);
  expect(state.participants).toEqual([expect.objectContaining({ user_id: "0099" })]);
});
