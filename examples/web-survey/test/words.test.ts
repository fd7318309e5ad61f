import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { en } from "../src/words/en.ts";
import { firstRead, languages, wordsFor } from "../src/words/languages.ts";

describe("the page's own words", () => {
  it("are all in the page, and the page names no others", async () => {
    const html = await readFile(join(import.meta.dirname, "../index.html"), "utf8");
    const named = [...html.matchAll(/ data-words[^>]*>([^<]+)</g)].map(([, word]) => word);
    expect(named.toSorted()).toEqual(Object.keys(en.page).toSorted());
  });

  it("are those of the questionnaire's language, or English", () => {
    expect(wordsFor("de")).toEqual({ tag: "de", words: languages.de });
    expect(wordsFor("de-AT")).toEqual({ tag: "de-AT", words: languages.de });
    expect(wordsFor("fr")).toEqual({ tag: "en", words: en });
    expect(wordsFor("constructor")).toEqual({ tag: "en", words: en });
  });

  it.each(Object.entries(languages))("have a plural in %s", (_tag, { banner, forget, problems }) => {
    const says = [
      banner.offlineWaiting,
      banner.denied,
      banner.undeliverable,
      forget.losesWaiting,
      problems.title,
    ];
    for (const say of says) expect(say(1).replace("1", "2")).not.toBe(say(2));
  });
});

describe("the language in which the page begins", () => {
  it.each([
    [["en", "de"], ["de-CH", "en"], "de"],
    [["en", "de"], ["fr", "de"], "de"],
    [["en", "de"], ["fr"], "en"],
    [["pt-BR", "pt-PT"], ["pt-PT"], "pt-PT"],
    [["pt-BR", "pt-PT"], ["pt"], "pt-BR"],
    [["en-GB"], ["EN-gb"], "en-GB"],
    [["en"], ["de"], "en"],
  ])("is, of %j, for somebody who reads %j: %s", (offered, read, language) => {
    expect(firstRead(offered, read)).toBe(language);
  });
});
