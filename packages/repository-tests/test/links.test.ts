import { existsSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";
import { files, read, root } from "./repository.ts";

const pages = files().filter((path) => path.endsWith(".md"));

/** A page without its code, in which brackets mean something else. */
function prose(page: string): string {
  return read(page)
    .replaceAll(/^```[\s\S]*?^```/gm, "")
    .replaceAll(/`[^`\n]*`/g, "code");
}

/** The targets of a page's links and pictures, without those on the web. */
function targets(page: string): string[] {
  const markdown = [...prose(page).matchAll(/\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g)];
  const html = [...prose(page).matchAll(/\b(?:href|src)="([^"]+)"/g)];
  return [...markdown, ...html].map(([, target = ""]) => target).filter((target) => !/^[a-z]+:/.test(target));
}

/** The anchors of a page's headings, as GitHub makes them. */
function anchors(page: string): Set<string> {
  const headings = read(page)
    .replaceAll(/^```[\s\S]*?^```/gm, "")
    .matchAll(/^#{1,6} +(.*)$/gm);
  const texts = [...headings].map(([, text = ""]) => text.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1"));
  const seen = new Map<string, number>();
  return new Set(
    texts.map((text) => {
      const anchor = text
        .trim()
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\p{M}_\- ]/gu, "")
        .replaceAll(" ", "-");
      const before = seen.get(anchor) ?? 0;
      seen.set(anchor, before + 1);
      return before === 0 ? anchor : `${anchor}-${before}`;
    }),
  );
}

/** What is wrong with a link, or nothing. */
function problem(page: string, target: string): string | undefined {
  const [path = "", anchor] = target.split("#");
  const file = path === "" ? page : normalize(join(dirname(page), decodeURI(path)));
  if (file.startsWith("..")) return `${target} leaves the repository`;
  if (!existsSync(join(root, file))) return `${target}: there is no ${file}`;
  if (anchor === undefined || statSync(join(root, file)).isDirectory() || !file.endsWith(".md"))
    return undefined;
  return anchors(file).has(anchor) ? undefined : `${target}: ${file} has no heading for #${anchor}`;
}

describe("links to files and headings of the repository", () => {
  it("are looked for in all pages", () => {
    expect(pages).toEqual(expect.arrayContaining(["README.md", "CONTRIBUTING.md", "docs/handbook.md"]));
    expect(pages.flatMap(targets).length).toBeGreaterThan(50);
  });

  it.each(pages)("%s: each leads somewhere", (page) => {
    expect(targets(page).flatMap((target) => problem(page, target) ?? [])).toEqual([]);
  });
});
