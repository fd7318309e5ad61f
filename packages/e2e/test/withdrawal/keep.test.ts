import { rebuild, reconcile } from "@lab/survey-stack";
import { describe, expect, it } from "vitest";
import { envFileOf, labSurvey } from "../lab-survey.ts";
import { startPipeline } from "../pipeline.ts";
import { everythingIn, recordOf } from "./everything-of.ts";
import { secret, withdrawBy } from "./withdrawing.ts";

const { signal } = new AbortController();

describe("a participant who withdraws and whose data are kept", () => {
  it("is stopped from then on, and shows what was collected before", async () => {
    await using pipeline = await startPipeline();
    const { stack } = pipeline;
    await pipeline.send([secret("before"), secret("of another", 0, "10")]);
    await pipeline.settle();
    const stopped = await withdrawBy(pipeline, "1", "--keep", "--yes");
    expect([stopped.code, stopped.stderr]).toEqual([0, expect.anything()]);
    expect(stopped.stdout).toContain("Stopped. What was collected is kept.");
    const { withdrawal } = (await recordOf(stack, "1")) ?? {};
    expect(withdrawal).toMatchObject({ mode: "keep", by: expect.stringContaining("@") });

    // The tombstone begins to hold a moment later, so that it was seen by then.
    await new Promise((resolve) => setTimeout(resolve, Date.parse(withdrawal.at) - Date.now() + 100));
    await pipeline.send([
      secret("after", 1),
      secret("of another", 1, "10"),
      '{"user_id":"1","freetext":"secret after"}',
    ]);
    const { state } = await pipeline.settle();
    expect(state.surveys.size).toBe(3);
    expect(await recordOf(stack, "1")).toMatchObject({ num_submission: 1, freetext: "secret before" });
    expect((await everythingIn(stack)).filter((line) => line.includes("secret after"))).toEqual([]);
    expect([...state.rejected.values()].map(({ reasons }) => reasons)).toEqual([
      [{ code: "withdrawn" }],
      [{ code: "withdrawn" }],
    ]);
    expect((await reconcile(stack, { signal, deep: true })).differences).toEqual([]);
  });

  it("keeps the tombstone when the tables are rebuilt, and takes part again when reinstated", async () => {
    await using pipeline = await startPipeline();
    const { stack, cloud } = pipeline;
    await pipeline.send([secret("before")]);
    await pipeline.settle();
    await withdrawBy(pipeline, "1", "nobody-yet", "--keep", "--yes");
    const before = await recordOf(stack, "1");
    await rebuild(stack, { signal, prune: true });
    expect(await recordOf(stack, "1")).toEqual(before);
    expect(await recordOf(stack, "nobody-yet")).toMatchObject({
      num_submission: 0,
      withdrawal: { mode: "keep" },
    });
    expect((await reconcile(stack, { signal })).differences).toEqual([]);

    const env = await envFileOf(cloud.environment);
    for (const id of ["1", "nobody-yet"]) {
      expect((await labSurvey(["reinstate", id, "--env", env])).stdout).toContain(`${id} takes part again`);
    }
    expect((await labSurvey(["reinstate", "1", "--env", env])).code).toBe(1);
    expect(await recordOf(stack, "nobody-yet")).toBeUndefined();
    await pipeline.send([secret("again", 1)]);
    expect((await pipeline.settle()).receipt).toMatchObject({ accepted: 2, rejected: 0, differences: [] });
    expect((await reconcile(stack, { signal })).differences).toEqual([]);
  });
});
