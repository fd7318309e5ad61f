import { rebuild, reconcile, redriveSurvey } from "@lab/survey-stack";
import { surveyText } from "@lab/testing/survey";
import { describe, expect, it } from "vitest";
import { actsOf } from "../acts-of.ts";
import { envFileOf, labSurvey } from "../lab-survey.ts";
import { startPipeline, timestampOf } from "../pipeline.ts";
import { everythingIn, recordOf } from "./everything-of.ts";
import { putUndelivered } from "./put-undelivered.ts";
import { quick, secret, withdrawBy } from "./withdrawing.ts";

const { signal } = new AbortController();

describe("a participant who withdraws and whose data are erased", () => {
  it("is nowhere any more, in no version, and nobody else lost anything", async () => {
    await using pipeline = await startPipeline(quick);
    const { stack, cloud } = pipeline;
    const hers = ["1", "a-b_c"].flatMap((id) => [
      secret("first", 0, id),
      secret("second", 1, id),
      surveyText({ user_id: id, timestamp: timestampOf(2), time_elapsed: 1, freetext: "secret too fast" }),
      `{"user_id":"${id}","freetext":"secret malformed"}`,
    ]);
    const others = ["10", "01", "1-", "a-b"].flatMap((id) => [
      surveyText({ user_id: id, freetext: "of another" }),
      `{"user_id":"${id}","freetext":"of another, malformed"}`,
    ]);
    await pipeline.send([...hers, ...others, "not a JSON text"]);
    await pipeline.settle();
    await putUndelivered(stack, "dead-1", secret("undelivered", 3));
    await putUndelivered(
      stack,
      "dead-10",
      surveyText({ user_id: "10", timestamp: timestampOf(9), freetext: "of another" }),
    );
    await putUndelivered(stack, "redriven-1", secret("redriven", 4));
    expect(await redriveSurvey(stack, "redriven-1")).toMatchObject({
      status: "redriven",
      verdict: "accepted",
    });
    const before = await everythingIn(stack);
    expect(before.filter((line) => line.includes("secret")).length).toBeGreaterThanOrEqual(12);

    const dry = await withdrawBy(pipeline, "1", "a-b_c", "none", "--erase", "--dry-run");
    expect(dry.stdout).toContain("Nothing was changed.");
    expect(await everythingIn(stack)).toEqual(before);

    const erased = await withdrawBy(pipeline, "1", "a-b_c", "none", "--erase", "--yes", "--json");
    expect(erased.code).toBe(0);
    expect(JSON.parse(erased.stdout)).toMatchObject({
      erasure: {
        nameless: 1,
        unreadable: 0,
        erased: {
          "1": {
            surveys: 3,
            submissions: 3,
            records: 1,
            rejected: 2,
            undelivered: 2,
            redriven: 1,
            rejudged: 0,
          },
          "a-b_c": { surveys: 2, submissions: 2, records: 1, rejected: 2, undelivered: 0 },
          none: { surveys: 0, submissions: 0, records: 0, rejected: 0 },
        },
      },
    });
    const after = await everythingIn(stack);
    expect(after.filter((line) => line.includes("secret"))).toEqual([]);
    expect(after.filter((line) => line.includes("of another")).toSorted()).toEqual(
      before.filter((line) => line.includes("of another")).toSorted(),
    );
    const { withdrawal, ...record } = (await recordOf(stack, "1")) ?? {};
    expect(record).toEqual({ user_id: "1", num_submission: 0, format: 1 });
    expect(withdrawal).toMatchObject({ mode: "erase" });

    // A phone that was offline, a message that was under way, and a dead letter that is redriven now.
    await pipeline.send([secret("late", 5), secret("first")]);
    await pipeline.settle();
    await putUndelivered(stack, "dead-late", secret("late", 6));
    expect(await redriveSurvey(stack, "dead-late")).toMatchObject({ verdict: "withdrawn" });
    expect((await everythingIn(stack)).filter((line) => line.includes("secret"))).toEqual([]);
    await rebuild(stack, { signal, prune: true });
    expect(await recordOf(stack, "1")).toMatchObject({ num_submission: 0, withdrawal });
    expect((await reconcile(stack, { signal, deep: true })).differences).toEqual([]);

    const env = await envFileOf(cloud.environment);
    const back = await labSurvey(["reinstate", "1", "--env", env]);
    expect([back.code, back.stderr]).toEqual([3, expect.stringContaining("cannot be undone")]);
    const kept = await withdrawBy(pipeline, "1", "--keep", "--yes");
    expect([kept.code, kept.stderr]).toEqual([3, expect.stringContaining("cannot be undone")]);
    const again = await withdrawBy(pipeline, "1", "--erase", "--yes");
    expect(again.stdout).toContain("Erased, looked for again, and nothing was left.");

    const acts = await actsOf(stack);
    expect(acts).toMatchObject([
      {
        begun: { act: "erase", subject: ["1", "a-b_c", "none"] },
        ended: { outcome: "done", counts: { participants: 3, surveys_deleted: 5, rejected_deleted: 4 } },
      },
      { begun: { act: "reinstate" }, ended: { outcome: "failed", error: "ERASE_NOT_UNDONE" } },
      { begun: { act: "withdraw" }, ended: { outcome: "failed", error: "ERASE_NOT_UNDONE" } },
      { begun: { act: "erase", subject: ["1"] }, ended: { outcome: "done", counts: { surveys_deleted: 0 } } },
    ]);
    expect(JSON.stringify(acts)).not.toContain("secret");
  });

  it("is erased to the end when the command is killed half-way and run again", async () => {
    await using pipeline = await startPipeline(quick);
    const { stack, cloud } = pipeline;
    await pipeline.send([
      secret("first"),
      secret("second", 1),
      '{"user_id":"1","freetext":"secret malformed"}',
    ]);
    await pipeline.settle();
    const env = await envFileOf(cloud.environment);
    const args = ["withdraw", "1", "--erase", "--yes", "--env", env];
    const killed = await labSurvey(args, {
      interruptAt: { text: "Waiting for functions", signal: "SIGKILL" },
    });
    expect(killed.code).toBeNull();
    expect(await recordOf(stack, "1")).toMatchObject({ withdrawal: { mode: "erase" }, num_submission: 2 });
    await pipeline.send([secret("late", 2)]);
    await pipeline.settle();
    expect((await reconcile(stack, { signal })).differences).toMatchObject([
      { kind: "erased_left", user_id: "1", left: 5 },
    ]);
    expect((await labSurvey(args)).code).toBe(0);
    expect((await everythingIn(stack)).filter((line) => line.includes("secret"))).toEqual([]);
    expect((await reconcile(stack, { signal })).differences).toEqual([]);
  });
});
