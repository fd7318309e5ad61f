import { look, lookOnEveryScreen } from "./look.ts";
import { expect, test } from "./test.ts";

test("a browser that lets nothing be kept is told so, and answers are not asked for", async ({
  lab,
  tab,
}) => {
  await tab.page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("not in this window", "SecurityError");
    };
  });
  await tab.page.goto(`${lab.page.url}?participant=0001`);
  await expect(tab.page.getByText("open the page in a window that is not private")).toBeVisible();
  await expect(tab.page.getByRole("button", { name: "Submit answers" })).toBeHidden();
  await lookOnEveryScreen(tab.page, "52-no-storage");
});

test("a browser that lets no surveys be kept is told so at once, and answers stay in the form", async ({
  lab,
  tab,
}) => {
  await tab.page.addInitScript(() => {
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = function (name, version) {
      if (name.startsWith("survey-outbox")) throw new DOMException("not in this window", "SecurityError");
      return open.call(this, name, version);
    };
  });
  await tab.open(lab.page.url);
  await expect(tab.banner).toContainText("open it in a window that is not private");
  await tab.fillIn();
  await tab.takeTime();
  await tab.press("Submit answers");
  await expect(tab.errors).toBeFocused();
  await expect(tab.errors).toContainText("Your answers are still in the form.");
  await expect(tab.page.getByLabel("What have you been doing")).toHaveValue(/tea/);
  await look(tab.page, "phone-light-11-no-storage");
});

test("a browser that promises nothing about what it keeps saves and sends all the same", async ({
  lab,
  tab,
}) => {
  await tab.page.addInitScript(() => {
    StorageManager.prototype.persist = () => Promise.reject(new TypeError("not here"));
  });
  await tab.open(lab.page.url);
  await tab.submit();
  await tab.expectCounts({ waiting: 0, sent: 1 });
  await expect(tab.page).toHaveTitle("How are you right now?");
  await tab.press("Answer another survey");
  await expect(tab.errors).toBeHidden();
});

test("a device without space is told so; with space again, the same answers are saved", async ({
  lab,
  tab,
}) => {
  await tab.page.addInitScript(() => {
    const { add } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.add = () => {
      IDBObjectStore.prototype.add = add;
      throw new DOMException("no space", "QuotaExceededError");
    };
  });
  await tab.open(lab.page.url);
  await tab.fillIn();
  await tab.takeTime();
  await tab.press("Submit answers");
  await expect(tab.errors).toContainText("This device has no space left.");
  await look(tab.page, "phone-light-12-no-space");
  await tab.press("Submit answers");
  await tab.receiptCode();
  await tab.expectCounts({ waiting: 0, sent: 1 });
  expect((await lab.settled()).surveys.size).toBe(1);
});
