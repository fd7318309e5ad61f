import type { NamedItem } from "@lab/survey-schema";
import { enter, enterAll, fieldOf, itemWith, momentary, someMomentary } from "./enter.ts";
import { look } from "./look.ts";
import { expect, test } from "./test.ts";

const SEARCH = `questionnaire=${momentary.id}`;
const ofKind = (kind: NamedItem["kind"]) => itemWith((item) => item.kind === kind);

/** Every kind that there is, so that none is forgotten where all are looked at. */
const kinds: Readonly<Record<NamedItem["kind"], true>> = {
  likert: true,
  slider: true,
  single_choice: true,
  multiple_choice: true,
  number: true,
  text: true,
  date: true,
  time: true,
};

const screens = {
  "phone-light": { viewport: { width: 375, height: 740 }, colorScheme: "light" },
  "phone-dark": { viewport: { width: 375, height: 740 }, colorScheme: "dark" },
  "small-light": { viewport: { width: 320, height: 740 }, colorScheme: "light" },
  "desktop-dark": { viewport: { width: 1280, height: 800 }, colorScheme: "dark" },
} as const;

for (const [screen, options] of Object.entries(screens)) {
  test.describe(screen, () => {
    test.use({ ...options, contextOptions: { reducedMotion: "reduce" } });

    for (const language of momentary.languages) {
      test(`every kind of item can be perceived in ${language}: empty, wrong and answered`, async ({
        lab,
        tab,
      }) => {
        test.setTimeout(240_000);
        const see = (state: string) => look(tab.page, `${screen}-70-${language}-${state}`);
        await tab.open(lab.page.url, "0001", "", SEARCH);
        await tab.page.getByRole("combobox").selectOption(language);
        await see("1-empty");
        await tab.page.locator("#survey-form button[type=submit]").click();
        await expect(tab.errors).toBeFocused();
        await see("2-missing");
        await enterAll(tab.page, someMomentary(true));
        await expect(tab.errors).toBeHidden();
        for (const kind of Object.keys(kinds)) {
          await expect(tab.page.locator(`[data-kind="${kind}"]`).first()).toBeVisible();
        }
        await see("3-answered");
      });
    }
  });
}

test("each kind of item says what is wrong with its answer, and no longer once it is right", async ({
  lab,
  tab,
}) => {
  const { page } = tab;
  await tab.open(lab.page.url, "0001", "", SEARCH);
  const answers = someMomentary(true);
  await enterAll(page, answers);
  const submitWith = async (kind: NamedItem["kind"], message: string | RegExp) => {
    await tab.press("Submit answers");
    await expect(tab.errors).toBeFocused();
    await expect(tab.errors.getByRole("listitem")).toHaveCount(1);
    const field = fieldOf(page, ofKind(kind));
    const problem = field.locator(".problem");
    await expect(problem).toHaveText(message);
    await tab.errors.getByRole("link").click();
    const control = field.locator("input, textarea").first();
    await expect(control).toBeFocused();
    const described = (await field.evaluate((element) => element.tagName)) === "FIELDSET" ? field : control;
    await expect(described).toHaveAttribute(
      "aria-describedby",
      new RegExp(`\\b${await problem.getAttribute("id")}$`),
    );
  };
  const put = async (kind: NamedItem["kind"], text: string) =>
    await fieldOf(page, ofKind(kind)).locator("input, textarea").fill(text);
  const right = async (kind: NamedItem["kind"]) => {
    const item = ofKind(kind);
    const answer = answers[item.name];
    if (answer === undefined) await put(kind, "");
    else await enter(page, item, answer);
    await expect(tab.errors).toBeHidden();
  };

  const number = ofKind("number");
  if (number.kind !== "number") throw new Error("a number is one");
  for (const [entered, message] of [
    ["", "Enter a number"],
    ["many", "Enter a number in digits"],
    [String(number.max + 1), `Enter a number from ${number.min} to ${number.max}`],
    ["1.23456789", /^Enter a (whole number|number with at most \d digits? after the point)$/],
  ] as const) {
    await put("number", entered);
    await submitWith("number", message.toString() === message ? new RegExp(`^${message}`) : message);
    await right("number");
  }

  const text = ofKind("text");
  if (text.kind !== "text") throw new Error("a text is one");
  await put("text", "x".repeat(text.maxCharacters + 1));
  await submitWith("text", /^Shorten your text to [\d,]+ characters; it has [\d,]+/);
  await right("text");

  const date = ofKind("date");
  if (date.kind !== "date" || date.min === undefined) throw new Error("the date has a first day");
  await put("date", "1999-12-31");
  await submitWith("date", /^Enter a date that is not before/);
  await right("date");
  await fieldOf(page, date).locator("input").focus();
  await page.keyboard.type("31");
  await submitWith("date", "Enter a whole date: day, month and year");
  await put("date", "2024-02-29");
  await expect(tab.errors).toBeHidden();

  await put("time", "");
  await fieldOf(page, ofKind("time")).locator("input").focus();
  await page.keyboard.type("11");
  await submitWith("time", "Enter a whole time: hours and minutes");
  await right("time");

  for (const box of await fieldOf(page, ofKind("multiple_choice")).getByRole("checkbox").all()) {
    await box.uncheck();
  }
  await submitWith("multiple_choice", /Choose at least one answer/);
  await right("multiple_choice");
});

test("a slider is not answered before it was touched, and the keyboard can answer it", async ({
  lab,
  tab,
}) => {
  const { page } = tab;
  await tab.open(lab.page.url, "0001", "", SEARCH);
  const item = ofKind("slider");
  const { [item.name]: _, ...others } = someMomentary(true);
  await enterAll(page, others);
  const field = fieldOf(page, item);
  const slider = field.getByRole("slider");
  await expect(slider).toHaveAttribute("aria-valuetext", /^Not answered yet\./);
  await tab.press("Submit answers");
  await expect(tab.errors.getByRole("listitem")).toHaveCount(1);
  await expect(tab.errors).toContainText("Move the slider to your answer");
  await tab.errors.getByRole("link").click();
  await expect(slider).toBeFocused();
  await expect(tab.errors).toBeVisible();

  await page.keyboard.press("Tab");
  await page.keyboard.press("Shift+Tab");
  await expect(tab.errors).toBeVisible();
  await page.keyboard.press("Space");
  await expect(tab.errors).toBeHidden();
  await expect(field).toContainText("Your answer: 50");
  await expect(slider).toHaveAttribute("aria-valuetext", "50");
  await page.keyboard.press("ArrowRight");
  await expect(field).toContainText("Your answer: 51");

  await tab.takeTime();
  await tab.press("Submit answers");
  await tab.receiptCode();
  await tab.press("Answer another survey");
  await expect(slider).toHaveAttribute("aria-valuetext", /^Not answered yet\./);
  // A touch in the middle moves nothing, and is an answer all the same.
  await slider.click();
  await expect(field).toContainText("Your answer: 50");
  await expect(lab.settled()).resolves.toMatchObject({
    participants: [{ [`${momentary.id}_answers`]: { ...others, [item.name]: 51 } }],
  });
});

test("an item that need not be answered says so, and the form is submitted without it", async ({
  lab,
  tab,
}) => {
  await tab.open(lab.page.url, "0001", "", SEARCH);
  for (const item of momentary.items) {
    const optional = fieldOf(tab.page, item).getByText("(optional)");
    await expect(optional).toHaveCount(item.required ? 0 : 1);
  }
  const required = momentary.items.filter((item) => item.required).map(({ name }) => name);
  const answers = Object.entries(someMomentary(true)).filter(([name]) => required.includes(name));
  await enterAll(tab.page, Object.fromEntries(answers));
  await tab.takeTime();
  await tab.press("Submit answers");
  await tab.receiptCode();
  await tab.expectCounts({ waiting: 0, sent: 1 });
});
