import { describe, expect, it } from "vitest";
import { codebookHtml } from "../../src/labels/codebook/codebook-html.ts";
import { someTables } from "./some-tables.ts";

const page = codebookHtml("Sleep & <mood>", someTables);
const sectionOf = (id: string) =>
  page.split(/(?=<section )/).find((part) => part.includes(`id="${id}"`)) ?? "";
const textOf = (markup: string) =>
  markup
    .replaceAll(/<wbr>|<\/?(?:code|span|b)[^>]*>/g, "")
    .replaceAll(/<[^>]*>/g, "|")
    .replaceAll(/\|[|\s]*/g, "|");

describe("codebookHtml", () => {
  it("needs no other file, and runs nothing", () => {
    expect(page).not.toMatch(/<script|<link|<img|\bsrc=|url\(|@import|\bon\w+=/);
  });

  it("links only to what is there, and names nothing twice", () => {
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    const links = [...page.matchAll(/ href="#([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(links));
    expect(links).toEqual(expect.arrayContaining(["evening", "evening-calm", "participants", "files"]));
  });

  it("closes every element that it opens", () => {
    const open: string[] = [];
    for (const [, slash, name = ""] of page.matchAll(/<(\/?)([a-z]\w*)\b[^>]*>/g)) {
      if (["meta", "wbr"].includes(name)) continue;
      if (slash === "") open.push(name);
      else expect(open.pop()).toBe(name);
    }
    expect(open).toEqual([]);
  });

  it("shows wordings as they were written, in their language", () => {
    expect(page).toContain("<title>Codebook of Sleep &amp; &lt;mood&gt;</title>");
    expect(page).toContain('<span lang="en" class="wording">&lt;b&gt;Evening&lt;/b&gt; &amp; night</span>');
    expect(page).toContain('<span lang="de" class="wording">Angespannt</span>');
    expect(page).toContain("&lt;i&gt;missing&lt;/i&gt; word");
  });

  it("says all about an item over its versions", () => {
    const section = textOf(sectionOf("evening-calm"));
    expect(section).toContain("|question|en|Calm?|1|question|en|Calm today?|2|question|de|Ruhig?|all|");
    expect(section).toContain("|value|label (en)|label (de)|1|1|1|2|2|2|3|3|3|");
    expect(section).toContain("It is reverse-scored.");
    expect(section).toContain("in version 2");
    expect(section).toContain("The label was corrected");
    expect(textOf(sectionOf("evening-hours"))).toContain("It is shown only if place is work.");
    expect(textOf(sectionOf("evening-company"))).toContain("a column of its own, such as company__home.");
    expect(textOf(sectionOf("evening"))).toContain(
      "|too_fast|answered in 3 seconds or less. The survey is rejected|2|",
    );
  });

  it("says how many cells of each column are empty", () => {
    const columns = textOf(sectionOf("evening"));
    expect(columns).toContain("|note|Note|text|1,500 (75%)|");
    expect(columns).toContain("|hours|Hours|number|1 (0.1%)|");
    expect(columns).toContain("|place|Where?|single choice|0|");
    expect(columns).toContain("|company__home|At home, of: With whom?|multiple choice|0|");
    expect(textOf(sectionOf("participants"))).toContain("Columns of participants, of 0 rows");
  });

  it("says how guards, empty texts, NUL characters and local times are written", () => {
    const files = textOf(sectionOf("files"));
    for (const words of ["has a &#39; before it", "alone is an empty text", "A NUL", "device&#39;s clock"]) {
      expect(files).toContain(words);
    }
    expect(files).not.toContain("SPSS");
  });
});
