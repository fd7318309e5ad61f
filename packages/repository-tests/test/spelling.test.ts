import { describe, expect, it } from "vitest";
import * as z from "zod";
import { files, read } from "./repository.ts";

const { words } = z.object({ words: z.array(z.string()) }).parse(JSON.parse(read("cspell.json")));

describe("the words that the spell checker takes from us", () => {
  it("are in alphabetical order, each once", () => {
    expect(words).toEqual([...new Set(words)].sort());
  });

  it("are all in use", () => {
    const text = files()
      .filter(
        (path) => /\.(md|ts|mjs|css|html|svg|ya?ml)$|^\.ci\/run$/.test(path) && path !== "pnpm-lock.yaml",
      )
      .map((path) => read(path).toLowerCase())
      .join("\n");
    expect(words.filter((word) => !text.includes(word))).toEqual([]);
  });
});
