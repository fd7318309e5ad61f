import { type NamedItem, type Wording, wordingIn } from "@lab/survey-schema";
import { enterAll, fieldOf, itemWith, momentary, someMomentary } from "./enter.ts";
import { expectStoredOnce } from "./expect-stored.ts";
import { expect, test } from "./test.ts";

const SEARCH = `questionnaire=${momentary.id}`;
const german = (wording: Wording) => wordingIn(wording, "de");
const english = (wording: Wording) => wordingIn(wording, "en");
const required: NamedItem = itemWith((item) => item.kind === "likert");

test("a participant changes the language while she answers, and nothing that she has answered is lost", async ({
  lab,
  tab,
}) => {
  const { page } = tab;
  const html = page.locator("html");
  const answers = someMomentary(true);
  await tab.open(lab.page.url, "0001", "", SEARCH);
  await expect(html).toHaveAttribute("lang", "en");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(english(momentary.title));
  await tab.press("Submit answers");
  await expect(tab.errors).toContainText(`Choose an answer: ${english(required.label)}`);

  await page.getByLabel("Language").selectOption("Deutsch");
  await expect(html).toHaveAttribute("lang", "de");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(german(momentary.title));
  await expect(page).toHaveTitle(`Fehler: ${german(momentary.title)}`);
  await expect(tab.errors).toContainText(`Wählen Sie eine Antwort: ${german(required.label)}`);
  await expect(fieldOf(page, required)).toHaveAccessibleName(german(required.label));
  await expect(fieldOf(page, required)).toHaveAccessibleDescription("Wählen Sie eine Antwort");
  for (const item of momentary.items) {
    await expect(fieldOf(page, item)).toContainText(german(item.label));
  }

  await enterAll(page, answers);
  await page.getByLabel("Sprache").selectOption("English");
  await expect(page.getByText(english(required.label)).first()).toBeVisible();
  await page.getByLabel("Language").selectOption("Deutsch");
  await tab.takeTime();
  await tab.press("Antworten absenden");
  await expect(page.getByRole("heading", { name: "Danke" })).toBeFocused();
  await expect(tab.receiptState).toHaveText(/^Gesendet\. Ihre Antworten sind sicher angekommen\./);
  await expect(page.locator("#submissions .state")).toHaveText("Gesendet");
  await page.getByLabel("Sprache").selectOption("English");
  await expect(tab.receiptState).toHaveText(/^Sent\. Your answers have arrived safely\./);
  await expect(page.locator("#submissions .state")).toHaveText("Sent");

  const code = (await page.locator("#receipt-code").textContent()) ?? "";
  const state = await lab.settled();
  expectStoredOnce(state, [code]);
  const [body = ""] = state.surveys.values();
  expect(JSON.parse(body)).toMatchObject(answers);
});

test("the banner speaks the language that was chosen, and the study remembers it", async ({
  context,
  lab,
  tab,
}) => {
  const { page } = tab;
  await tab.open(lab.page.url, "0001", "", SEARCH);
  await page.getByLabel("Language").selectOption("Deutsch");
  await context.setOffline(true);
  await expect(tab.banner).toHaveText(/^Sie sind offline\./);
  await page.getByLabel("Sprache").selectOption("English");
  await expect(tab.banner).toHaveText(/^You are offline\./);
  await page.getByLabel("Language").selectOption("Deutsch");
  await context.setOffline(false);
  await expect(tab.banner).toBeEmpty();
  await page.reload();
  await expect(page.getByLabel("Sprache")).toHaveValue("de");
  await tab.press("Dieses Gerät vergessen");
  await expect(tab.question).toHaveAccessibleName("Dieses Gerät vergessen?");
  await tab.press("Alles entfernen");
  await expect(page.getByRole("heading", { name: "Dieses Gerät hat Sie vergessen" })).toBeFocused();
  await page.getByLabel("Sprache").selectOption("English");
  await expect(page.getByRole("heading", { name: "This device has forgotten you" })).toBeVisible();
  expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
  await tab.follow(lab.page.url, "0001", "", SEARCH);
  await expect(page.getByLabel("Language")).toHaveValue("en");
});

test.describe("a browser that reads German", () => {
  test.use({ locale: "de-AT" });

  test("is spoken to in German where the questionnaire is, and else in the questionnaire's language", async ({
    lab,
    tab,
  }) => {
    const { page } = tab;
    await page.clock.install();
    await page.goto(`${lab.page.url}?participant=0001&${SEARCH}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(german(momentary.title));
    await expect(page.getByLabel("Sprache")).toHaveValue("de");
    await expect(page.getByText("Diese Seite funktioniert auch ohne Netz.")).toBeVisible();

    await page.goto(`${lab.page.url}?participant=0001`);
    await expect(page.getByRole("heading", { name: "How are you right now?" })).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await expect(page.getByRole("button", { name: "Submit answers" })).toBeVisible();
    await expect(page.getByRole("combobox")).toBeHidden();
  });
});
