import type { Page } from "@playwright/test";
import { studyNames } from "../src/study/storage-names.ts";
import { look } from "./look.ts";
import { expect, test } from "./test.ts";

/** Puts into the outbox what no survey is, as another program of the same origin could. */
async function putNonsenseIntoOutbox(page: Page, queueUrl: string): Promise<void> {
  await page.evaluate(
    (name) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction("waiting", "readwrite");
          transaction.objectStore("waiting").add({ id: "nonsense", text: '{"user_id":"0001"}' });
          transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    studyNames("/", queueUrl).outbox,
  );
}

const screens = {
  "phone-light": { viewport: { width: 320, height: 740 }, colorScheme: "light" },
  "phone-dark": { viewport: { width: 390, height: 740 }, colorScheme: "dark" },
  "desktop-light": { viewport: { width: 1280, height: 800 }, colorScheme: "light" },
} as const;

for (const [screen, options] of Object.entries(screens)) {
  test.describe(screen, () => {
    test.use({ ...options, contextOptions: { reducedMotion: "reduce" } });

    test("every state of the page can be perceived, and fits the screen", async ({ context, lab, tab }) => {
      test.setTimeout(120_000);
      const see = (state: string) => look(tab.page, `${screen}-${state}`);
      await tab.open(lab.page.url, "");
      await see("01-who-answers");
      await tab.press("Submit answers");
      await expect(tab.errors).toBeFocused();
      await see("02-missing-answers");

      await tab.open(lab.page.url);
      await see("03-empty");
      await tab.fillIn();
      await see("04-filled-in");
      await tab.submit();
      await expect(tab.receiptState).toHaveAttribute("data-state", "sent");
      await see("05-sent");

      await tab.press("Answer another survey");
      await context.setOffline(true);
      await expect(tab.banner).not.toBeEmpty();
      await see("06-offline");
      await tab.submit();
      await expect(tab.receiptState).toHaveAttribute("data-state", "waiting");
      await see("07-offline-saved");

      lab.gate.state = "refusing";
      await context.setOffline(false);
      await expect(tab.banner).toContainText("next try at");
      await see("08-lab-out-of-reach");
      lab.gate.state = "open";
      await tab.page.clock.fastForward(300_000);
      await tab.expectCounts({ waiting: 0, sent: 2 });

      await putNonsenseIntoOutbox(tab.page, lab.queueUrl);
      await tab.page.reload();
      await expect(tab.page.locator("#count-refused")).toHaveText("1");
      await see("09-not-accepted");

      await context.clock.setFixedTime(Date.now() + 3_600_000);
      await tab.submit();
      await tab.press("Answer another survey");
      await tab.fillIn({ likert: [1, 1, 1, 1, 1], freetext: "in the same second" });
      await tab.takeTime();
      await tab.press("Submit answers");
      await expect(tab.errors).toContainText("in this very second");
      await see("10-same-second");
    });
  });
}
