import { lookOnEveryScreen } from "./look.ts";
import { expect, test } from "./test.ts";

const HEADING = "The survey cannot be opened just now";

test("a page that does not know yet where answers go takes none, and says so", async ({ lab, tab }) => {
  await tab.page.route("**/survey-config.json", (route) => route.abort());
  await tab.page.goto(lab.page.url);
  await expect(tab.page.getByRole("heading", { name: HEADING })).toBeVisible();
  await expect(tab.page.getByText("Please check your network")).toBeVisible();
  await expect(tab.page.getByRole("button", { name: "Submit answers" })).toBeHidden();
  await lookOnEveryScreen(tab.page, "50-not-ready");
  await tab.page.unroute("**/survey-config.json");
  await tab.press("Try again");
  await expect(tab.page.getByRole("button", { name: "Submit answers" })).toBeVisible();
});

for (const [what, answer] of [
  ["an error", { status: 503, body: "{}" }],
  ["what is no configuration", { body: '{"queueUrl":"surveys"}' }],
] as const) {
  test(`a web server that answers with ${what} is not called a network that is away`, async ({
    lab,
    tab,
  }) => {
    await tab.page.route("**/survey-config.json", (route) => route.fulfill(answer));
    await tab.page.goto(lab.page.url);
    await expect(tab.page.getByRole("heading", { name: HEADING })).toBeVisible();
    const text = tab.page.locator("#not-ready-text");
    await expect(text).toContainText("something is wrong on its web server");
    await expect(text).not.toContainText("network");
  });
}

test("a page that waits for its web server says that it is opening", async ({ lab, tab }) => {
  await tab.waitWithoutEnd();
  const { promise: asked, resolve: letAnswer } = Promise.withResolvers<void>();
  await tab.page.route("**/survey-config.json", async (route) => {
    await asked;
    await route.continue();
  });
  await tab.page.goto(lab.page.url);
  await expect(tab.page.getByRole("heading", { name: "Opening the survey" })).toBeVisible();
  await lookOnEveryScreen(tab.page, "51-opening");
  letAnswer();
  await expect(tab.page.getByRole("button", { name: "Submit answers" })).toBeVisible();
  await expect(tab.page.getByRole("heading", { name: "Opening the survey" })).toBeHidden();
});
