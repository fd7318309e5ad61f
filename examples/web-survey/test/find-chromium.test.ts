import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { testFolder } from "@lab/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { findChromium } from "../browser/find-chromium.ts";

let folder: string;
beforeAll(async () => {
  folder = testFolder();
});

describe("the browser that tests the page", () => {
  const none = "/nowhere/chrome";

  it("is the one that is named, else Playwright's own, else one on the PATH", async () => {
    const named = join(folder, "named");
    const own = join(folder, "own");
    const onPath = join(folder, "chromium");
    for (const path of [named, own, onPath]) await writeFile(path, "");
    expect(findChromium({ CHROMIUM_PATH: named, PATH: folder }, own)).toBe(named);
    expect(findChromium({ PATH: folder }, own)).toBe(own);
    expect(findChromium({ PATH: `/nowhere:${folder}` }, none)).toBe(onPath);
  });

  it.each([{}, { PATH: "/nowhere" }, { CHROMIUM_PATH: "/nowhere/chromium" }])(
    "is asked for where there is none: %j",
    (env) => {
      expect(() => findChromium(env, none)).toThrow("playwright install chromium");
    },
  );
});
