import { expect, type Page } from "@playwright/test";

export interface EnteredAnswers {
  /** q1 to q5. */
  readonly likert: readonly [number, number, number, number, number];
  readonly freetext: string;
}

export const someAnswers: EnteredAnswers = {
  likert: [4, 3, 5, 2, 4],
  freetext: "Had tea with a colleague ☕",
};

/** What a participant does in a tab with the page, and sees there. */
export class SurveyTab {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The same participant's other tab. */
  in(page: Page): SurveyTab {
    return new SurveyTab(page);
  }

  get banner() {
    return this.page.locator("#banner");
  }

  get errors() {
    return this.page.locator("#errors");
  }

  get receiptState() {
    return this.page.locator("#receipt-state");
  }

  /** Opens the page, until it knows who answers and works offline. The clock of the tab can be moved from here on. */
  async open(url: string, participant = "0001", hash = "", search = ""): Promise<void> {
    await this.page.clock.install();
    await this.page.goto(linkOf(url, participant, hash, search));
    await expect(this.page.locator("#survey-view")).toBeVisible();
    await expect(this.page.getByText("This page also works without a network.")).toBeVisible();
  }

  /** The dialog that asks before something is changed. */
  get question() {
    return this.page.getByRole("dialog");
  }

  /** Who answers, as the page shows it above the form. */
  get participant() {
    return this.page.locator("#known-participant-id");
  }

  /** Opens a link in this tab, as from a message. */
  async follow(url: string, participant: string, hash = "", search = ""): Promise<void> {
    await this.page.goto("about:blank");
    await this.page.goto(linkOf(url, participant, hash, search));
  }

  /** Lets pages that are opened from here on wait for answers without an end: looking at one takes long on a busy machine. */
  async waitWithoutEnd(): Promise<void> {
    await this.page.addInitScript(() => {
      AbortSignal.timeout = () => new AbortController().signal;
    });
  }

  /** Answers all questions. */
  async fillIn({ likert, freetext }: EnteredAnswers = someAnswers): Promise<void> {
    const groups = this.page.getByRole("group");
    for (const [index, value] of likert.entries()) {
      await groups
        .nth(index)
        .getByRole("radio", { name: `${value} ` })
        .check();
    }
    await this.page.getByLabel("What have you been doing").fill(freetext);
  }

  /** Lets half a minute go by, as answering takes it. */
  async takeTime(): Promise<void> {
    await this.page.clock.fastForward(30_000);
  }

  async press(name: string): Promise<void> {
    await this.page.getByRole("button", { name }).click();
  }

  /** Fills in and submits a survey. @returns its receipt code. */
  async submit(answers?: EnteredAnswers): Promise<string> {
    await this.fillIn(answers);
    await this.takeTime();
    await this.press("Submit answers");
    return await this.receiptCode();
  }

  /** Submits one more survey. @returns its receipt code. */
  async again(answers?: EnteredAnswers): Promise<string> {
    await this.press("Answer another survey");
    return await this.submit(answers);
  }

  /** The code that is shown once a survey is saved, where the focus goes to. */
  async receiptCode(): Promise<string> {
    await expect(this.page.getByRole("heading", { name: "Thank you" })).toBeFocused();
    return (await this.page.locator("#receipt-code").textContent()) ?? "";
  }

  /** Waits until the page counts so many surveys. */
  async expectCounts(counts: { readonly waiting: number; readonly sent: number }): Promise<void> {
    const shown = async () => ({
      waiting: Number(await this.page.locator("#count-waiting").textContent()),
      sent: Number(await this.page.locator("#count-sent").textContent()),
    });
    await expect.poll(shown).toEqual(counts);
    await expect(this.page.locator("#count-refused")).toHaveText("0");
  }
}

/** A link as the lab gives it to a participant. */
function linkOf(url: string, participant: string, hash: string, search: string): string {
  return `${url}?${[`participant=${participant}`, search].filter((field) => field !== "").join("&")}${hash}`;
}
