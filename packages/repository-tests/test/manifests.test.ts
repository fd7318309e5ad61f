import { describe, expect, it } from "vitest";
import * as z from "zod";
import { files, read } from "./repository.ts";

const manifestSchema = z.object({
  name: z.string(),
  private: z.boolean().optional(),
  repository: z
    .object({ type: z.literal("git"), url: z.string(), directory: z.string().optional() })
    .optional(),
  homepage: z.string().optional(),
  bugs: z.object({ url: z.string() }).optional(),
  keywords: z.array(z.string()).optional(),
  files: z.array(z.string()).optional(),
});
const manifestOf = (path: string) => manifestSchema.parse(JSON.parse(read(path)));

/** `package.json` in the root is the one place that says where the repository is. */
const address = manifestOf("package.json").repository?.url.replace(/^git\+(.*)\.git$/, "$1") ?? "";
const published = files()
  .filter((path) => /^(packages|examples)\/[^/]+\/package\.json$/.test(path))
  .map((path) => ({ folder: path.replace("/package.json", ""), manifest: manifestOf(path) }))
  .filter(({ manifest }) => manifest.private !== true);
const names = published.map(({ manifest }) => manifest.name).sort();

describe("where the repository is", () => {
  it("is said by the root, and is the address of a GitHub repository", () => {
    expect(address).toMatch(/^https:\/\/github\.com\/[\w.-]+\/[\w.-]+$/);
  });

  it.each(published)("$manifest.name says the same", ({ folder, manifest }) => {
    expect(manifest).toMatchObject({
      repository: { type: "git", url: `git+${address}.git`, directory: folder },
      homepage: `${address}/tree/main/${folder}#readme`,
      bugs: { url: `${address}/issues` },
    });
  });

  it("is the same in every page and template", () => {
    const repository = address.slice(address.lastIndexOf("/") + 1);
    const links = new RegExp(`https://github\\.com/[\\w.-]+/${repository}\\b`, "g");
    const others = files()
      .filter((path) => /\.(md|json|ya?ml)$/.test(path) && path !== "pnpm-lock.yaml")
      .flatMap((path) => [...read(path).matchAll(links)].map(([link]) => ({ path, link })))
      .filter(({ link }) => link !== address);
    expect(others).toEqual([]);
  });
});

describe("the published packages", () => {
  it("are the three that decisions name", () => {
    expect(names).toEqual(["@lab/study", "@lab/survey-client", "@lab/survey-schema"]);
  });

  it.each(published)("$manifest.name can be found, and brings its changes", ({ folder, manifest }) => {
    expect(manifest.keywords?.length).toBeGreaterThan(2);
    expect(manifest.files).toContain("CHANGELOG.md");
    expect(files()).toContain(`${folder}/README.md`);
  });
});

describe("changesets", () => {
  const changesets = files().filter(
    (path) => /^\.changeset\/.*\.md$/.test(path) && !path.endsWith("README.md"),
  );

  it.each(changesets)("%s names published packages, and says what changes", (path) => {
    const [, head = "", body = ""] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(read(path)) ?? [];
    const entries = head.split("\n").map((line) => /^"([^"]+)": (major|minor|patch)$/.exec(line)?.[1]);
    expect(entries.length).toBeGreaterThan(0);
    for (const name of entries) expect(names).toContain(name);
    expect(body.trim()).not.toBe("");
  });
});
