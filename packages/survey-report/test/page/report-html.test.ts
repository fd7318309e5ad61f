import { study } from "@lab/study";
import { parseHTML } from "linkedom";
import { beforeAll, describe, expect, it } from "vitest";
import { createReportAggregator, type ReportData, reportHtml } from "../../src/index.ts";
import { acceptedSurvey } from "../synthetic/accepted-survey.ts";
import { stackNumbers } from "../synthetic/stack-numbers.ts";
import { syntheticReport } from "../synthetic/synthetic-report.ts";

const small = syntheticReport({ participants: 5 });
let large: ReportData;
beforeAll(() => {
  large = syntheticReport({ participants: 10_000, plan: { days: 90, promptsPerDay: 5 }, share: 0.03 });
}, 120_000);

const documentOf = (data: ReportData) => parseHTML(reportHtml(data)).document;
const textOf = (data: ReportData) => documentOf(data).body.textContent.replaceAll(/\s+/g, " ");

describe("the page", () => {
  it("is the same for the same data", () => {
    expect(reportHtml(small)).toBe(reportHtml(small));
  });

  it("loads nothing and runs nothing, and its policy lets it load nothing", () => {
    const page = reportHtml(small);
    const loads = /<script|<link(?! rel="icon" href="data:,")|@import|url\(|\ssrc=|\son[a-z]+=/gi;
    expect(page.match(loads) ?? []).toEqual([]);
    const policy = documentOf(small).querySelector("meta[http-equiv]")?.getAttribute("content");
    expect(policy).toBe("default-src 'none'; style-src 'unsafe-inline'; img-src data:");
    const links = [...documentOf(small).querySelectorAll("a")].map(({ href }) => href);
    expect(links.filter((href) => !href.startsWith("#"))).toEqual([]);
  });

  it("links to sections that are there", () => {
    const document = documentOf(small);
    for (const { href } of document.querySelectorAll("a")) {
      expect(document.getElementById(href.slice(1)), href).not.toBeNull();
    }
  });

  it("gives every chart a label, a table of its figures, and where the data are", () => {
    const figures = [...documentOf(small).querySelectorAll("figure")];
    expect(figures.length).toBeGreaterThan(25);
    for (const figure of figures) {
      expect(figure.querySelector("svg")?.getAttribute("role")).toBe("img");
      expect(figure.querySelector("svg")?.getAttribute("aria-label")).toMatch(/\w/);
      expect(figure.querySelectorAll("details tbody tr").length).toBeGreaterThan(0);
      expect(figure.querySelector("p.note")?.textContent).toMatch(/^Data: /);
    }
  });

  it("draws every number that it has: no coordinate is missing", () => {
    for (const data of [small, large]) {
      expect(reportHtml(data).match(/.{9}(NaN|undefined|Infinity|\[object).{9}/g) ?? []).toEqual([]);
    }
  });

  it("stays readable with ten thousand participants over ninety days", () => {
    const page = reportHtml(large);
    expect(Buffer.byteLength(page)).toBeLessThan(1_000_000);
    const rows = documentOf(large).querySelectorAll(".heat tbody tr");
    expect(rows.length).toBeLessThanOrEqual(46);
    expect(large.heatMap.days).toBe(90);
  });

  it("says what it rests on", () => {
    const text = textOf(small);
    for (const sentence of [
      "5 surveys a day for 14 days is what the study plans.",
      "There is no roster. So each participant's first study day is assumed to be that of the first survey",
      "Silent is who takes part and has sent nothing for 2 full study days.",
      "Without a roster no account is known to be for tests, so none is left out.",
    ]) {
      expect(text).toContain(sentence);
    }
    const participants = { ...small.participants, testAccounts: 2 };
    expect(textOf({ ...small, hasRoster: true, participants })).toContain(
      "2 test accounts are left out of all numbers but the receipt.",
    );
  });

  it("says that the receipt balances, or what does not, and what to do", () => {
    expect(textOf(small)).toContain("Balanced: no accepted survey is missing, and none is counted twice.");
    const receipt = { ...small.stack.receipt, counted: 109, participantsThatDiffer: 1, balanced: false };
    const text = textOf({ ...small, stack: { ...small.stack, receipt, deadLetters: 3 } });
    expect(text).toContain("Not balanced.");
    expect(text).toContain("For 1 participant the count is not the number of items.");
    expect(text).toContain("3 surveys not delivered. npm run lab-survey -- redrive lists them");
  });

  it("writes whatever a study is called as text, and not as HTML", () => {
    const [daily] = study.questionnaires;
    const evil = { ...daily, title: "<b>&\"'" };
    const aggregator = createReportAggregator({
      study: { ...study, questionnaires: [evil] },
      now: new Date("2026-11-05T12:00:00Z"),
      roster: new Map([["0001", { group: "<script>" }]]),
    });
    aggregator.add({ user_id: "0001", surveys: [acceptedSurvey("2026-11-04T09:00:00")] });
    const page = reportHtml(aggregator.report(stackNumbers(1)));
    const written = page.match(/.lt;b&gt;&amp;&quot;&#39;|&lt;script&gt;|<b>&"|<script>/g);
    expect(written).toEqual(["&lt;script&gt;", "&lt;b&gt;&amp;&quot;&#39;"]);
  });

  it("has a page before anybody has answered", () => {
    const empty = createReportAggregator({ study, now: new Date() }).report(stackNumbers(0));
    expect(textOf(empty)).toContain("No study day has begun yet.");
  });
});
