import { surveyText } from "@lab/testing/survey";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { archived, giveUpAfterOneReceive, takeAway } from "./dead-letters.ts";
import { envFileOf, labSurvey } from "./lab-survey.ts";
import { type Pipeline, startPipeline, timestampOf } from "./pipeline.ts";

const SECRET = "only-the-participant-wrote-this";

describe("lab-survey redrive", () => {
  let pipeline: Pipeline;
  let env: string;
  let ids: readonly string[];
  let bringBack: () => Promise<void>;
  beforeAll(async () => {
    pipeline = await startPipeline();
    env = await envFileOf(pipeline.cloud.environment);
    await giveUpAfterOneReceive(pipeline.stack);
    bringBack = await takeAway(pipeline.stack, pipeline.stack.outputs.surveysBucketName);
    const givenUp = archived(pipeline.cloud, 3);
    await pipeline.send([0, 1, 2].map((i) => surveyText({ freetext: SECRET, timestamp: timestampOf(i) })));
    ids = await givenUp;
  });
  afterAll(() => pipeline[Symbol.asyncDispose]());

  it("lists what is undelivered, all or by id, and changes nothing", async () => {
    const all = await labSurvey(["redrive", "--env", env]);
    for (const id of ids) expect(all.stdout).toMatch(new RegExp(`${id} +\\d{4}-\\d\\d-\\d\\dT.* bytes`));
    expect(all.stdout).toContain("3 undelivered. With --run");
    expect(all.code).toBe(0);
    const one = await labSurvey(["redrive", "--env", env, "--json", ids[0] ?? ""]);
    expect(JSON.parse(one.stdout)).toEqual({
      ok: true,
      undelivered: [
        {
          messageId: ids[0],
          firstSent: expect.stringMatching(/Z$/),
          receives: expect.any(Number),
          size: expect.any(Number),
          archivedAt: expect.stringMatching(/Z$/),
        },
      ],
    });
    expect(all.stdout + one.stdout).not.toContain(SECRET);
  });

  it("shows why a survey failed, leaves it where it is, and exits with 1", async () => {
    const { code, stdout, stderr } = await labSurvey(["redrive", "--env", env, "--run", ids[0] ?? ""]);
    expect(stderr).toMatch(new RegExp(`${ids[0]} +failed: NoSuchBucket`));
    expect(stdout).toContain("1 failed and still undelivered");
    expect(stdout + stderr).not.toContain(SECRET);
    expect(code).toBe(1);
  });

  it("does nothing while the processor's trigger is off", async () => {
    await pipeline.cloud.trigger.stop();
    const { code, stderr } = await labSurvey(["redrive", "--env", env, "--run"]);
    pipeline.cloud.trigger.start();
    expect(stderr).toContain("trigger was switched off");
    expect(code).toBe(3);
  });

  it("redrives them all once the cause is gone, and says what became of them", async () => {
    await bringBack();
    const first = await labSurvey(["redrive", "--env", env, "--run", "--json", ids[0] ?? ""]);
    expect(JSON.parse(first.stdout)).toEqual({
      ok: true,
      outcomes: [{ messageId: ids[0], status: "redriven", verdict: "accepted" }],
    });
    const others = await labSurvey(["redrive", "--env", env, "--run"]);
    expect(others.stdout).toContain("2 redriven (2 accepted).");
    expect(others.code).toBe(0);
    const { receipt } = await pipeline.settle();
    expect(receipt).toMatchObject({ sent: 3, accepted: 3, sumOfCounts: 3, differences: [] });

    const none = await labSurvey(["redrive", "--env", env]);
    expect(none.stdout).toContain("No survey is undelivered.");
    const gone = await labSurvey(["redrive", "--env", env, "--run", ids[0] ?? ""]);
    expect(gone.stderr).toContain(`${ids[0]}  is not undelivered`);
    expect(gone.code).toBe(1);
  });
});
