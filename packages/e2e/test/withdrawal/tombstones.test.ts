import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { rebuild, reconcile } from "@lab/survey-stack";
import { describe, expect, it } from "vitest";
import { envFileOf, labSurvey } from "../lab-survey.ts";
import { startPipeline } from "../pipeline.ts";
import { lose } from "../rebuild-tables.ts";
import { recordOf } from "./everything-of.ts";
import { secret, withdrawBy } from "./withdrawing.ts";

const { signal } = new AbortController();

describe("tombstones in the audit trail", () => {
  it("come back when both tables are lost, before anything of somebody who has withdrawn is stored", async () => {
    await using pipeline = await startPipeline();
    const { stack } = pipeline;
    await pipeline.send([secret("before"), secret("of another", 0, "10"), secret("of a third", 0, "back")]);
    await pipeline.settle();
    await withdrawBy(pipeline, "1", "back", "--keep", "--yes");
    const env = await envFileOf(pipeline.cloud.environment);
    expect((await labSurvey(["reinstate", "back", "--env", env])).code).toBe(0);
    const before = await recordOf(stack, "1");
    await lose(stack, "submissions");
    await lose(stack, "participants");
    const kinds = (await reconcile(stack, { signal })).differences.map(({ kind }) => kind);
    expect(kinds).toContain("tombstone_missing");

    const rebuilt = await rebuild(stack, { signal });
    expect(rebuilt).toMatchObject({ tombstones: 1, problems: [], participants: { added: 2, replaced: 1 } });
    expect(await recordOf(stack, "1")).toEqual(before);
    expect((await recordOf(stack, "back"))?.withdrawal).toBeUndefined();
    expect((await reconcile(stack, { signal })).differences).toEqual([]);
  });

  it("are completed when the command died before it wrote there", async () => {
    await using pipeline = await startPipeline();
    const { stack } = pipeline;
    const withdrawal = { mode: "keep", at: "2026-03-02T12:00:00.000Z", by: "anna@lab" };
    await stack.dynamodb.send(
      new PutCommand({
        TableName: stack.outputs.participantsTableName,
        Item: { user_id: "1", num_submission: 0, format: 1, withdrawal },
      }),
    );
    const named = { kind: "tombstone_not_in_trail", user_id: "1" };
    expect((await reconcile(stack, { signal })).differences).toEqual([named]);
    expect((await withdrawBy(pipeline, "1", "--keep", "--yes")).stdout).toContain("before");
    expect((await reconcile(stack, { signal })).differences).toEqual([]);
  });
});
