import { describe, expect, it } from "vitest";
import { startPipeline } from "../pipeline.ts";
import { everythingIn } from "./everything-of.ts";
import { withdrawBy } from "./withdrawing.ts";

describe("the command", () => {
  it("changes nothing until it is told what becomes of the data, and of whom", async () => {
    await using pipeline = await startPipeline();
    const unsaid = await withdrawBy(pipeline, "1", "--yes");
    expect([unsaid.code, unsaid.stderr]).toEqual([2, expect.stringContaining("--keep or --erase")]);
    expect((await withdrawBy(pipeline, "1", "--keep", "--erase", "--yes")).code).toBe(2);
    expect((await withdrawBy(pipeline, "--keep", "--yes")).stderr).toContain("Name at least one participant");
    const unanswered = await withdrawBy(pipeline, "1", "--keep");
    expect([unanswered.code, unanswered.stderr]).toEqual([
      2,
      expect.stringContaining("Nothing was changed."),
    ]);
    const wrong = await withdrawBy(pipeline, "../1", "--keep", "--yes");
    expect([wrong.code, wrong.stderr]).toEqual([3, expect.stringContaining("is no participant's id")]);
    expect(await everythingIn(pipeline.stack)).toEqual([]);
  });
});
