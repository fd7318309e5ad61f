import { describe, expect, it } from "vitest";
import * as z from "zod";
import { read } from "./repository.ts";

const page = read("CONTRIBUTING.md");
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(read("package.json")));

describe("CONTRIBUTING.md", () => {
  it("names only commands that there are", () => {
    const named = [...page.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name = ""]) => name);
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it("explains every part of .ci/run", () => {
    const parts = /^parts=\((.*)\)$/m.exec(read(".ci/run"))?.[1]?.split(" ") ?? [];
    const rows = [...page.matchAll(/^\| `([\w:-]+)` \|/gm)].map(([, part]) => part);
    expect(rows).toEqual(parts);
  });
});
