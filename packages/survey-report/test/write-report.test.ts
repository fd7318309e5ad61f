import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { testFolder } from "@lab/testing";
import { describe, expect, it } from "vitest";
import { writeReport } from "../src/index.ts";

describe("writeReport", () => {
  it("replaces what there was, in a folder that it makes, and leaves nothing beside it", async () => {
    const folder = join(testFolder(), "new");
    await writeReport(join(folder, "report.html"), "first");
    await writeReport(join(folder, "report.html"), "second");
    expect(readFileSync(join(folder, "report.html"), "utf8")).toBe("second");
    expect(readdirSync(folder)).toEqual(["report.html"]);
  });

  it("leaves nothing when it fails", async () => {
    const folder = testFolder();
    writeFileSync(join(folder, "file"), "");
    await expect(writeReport(join(folder, "file/report.html"), "page")).rejects.toThrow(/EEXIST|ENOTDIR/);
    mkdirSync(join(folder, "taken"));
    await expect(writeReport(join(folder, "taken"), "page")).rejects.toThrow(/EISDIR|EEXIST/);
    expect(readdirSync(folder).sort()).toEqual(["file", "taken"]);
  });
});
