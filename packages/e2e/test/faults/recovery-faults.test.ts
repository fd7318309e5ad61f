import { readTrigger } from "@lab/survey-stack";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { envFileOf, labSurvey } from "../lab-survey.ts";
import { type Pipeline, startPipeline } from "../pipeline.ts";
import { fill, lose } from "../rebuild-tables.ts";
import { type FaultProxies, startFaultProxies, type WireRequest } from "./fault-proxy.ts";
import { replyCut, replyLost } from "./faults.ts";

let pipeline: Pipeline;
let proxies: FaultProxies;
let env: string;
beforeAll(async () => {
  pipeline = await startPipeline();
  proxies = await startFaultProxies(pipeline.cloud.endpoints);
  await fill(pipeline);
  env = await envFileOf({
    ...pipeline.cloud.environment,
    AWS_ENDPOINT_URL_SQS: proxies.endpoints.sqs,
    AWS_ENDPOINT_URL_S3: proxies.endpoints.s3,
    AWS_ENDPOINT_URL_DYNAMODB: proxies.endpoints.dynamodb,
  });
});
afterAll(async () => {
  await proxies[Symbol.asyncDispose]();
  await pipeline[Symbol.asyncDispose]();
});

async function expectAllIsWell(): Promise<void> {
  expect(await readTrigger(pipeline.stack)).toMatchObject({ state: "Enabled", lease: undefined });
  const { receipt } = await pipeline.settle();
  expect(receipt.differences).toEqual([]);
}

describe("commands behind a network that fails", () => {
  it.each(["rebuild", "reconcile"])(
    "%s reads a survey again whose body was cut in the middle",
    async (command) => {
      await lose(pipeline.stack, "participants");
      await labSurvey(["rebuild", "--env", env]);
      proxies.inject({
        fault: replyCut,
        when: ({ operation, occurrence }) => operation === "GetObject" && occurrence <= 2,
      });
      const run = await labSurvey([command, "--env", env]);
      proxies.heal();
      expect(run.code, run.stderr).toBe(0);
      await expectAllIsWell();
    },
  );

  it.each([
    ["s3", /S3's ListObjectsV2 failed, tried 3 times: .*socket hang up/],
    ["dynamodb", /DynamoDB's Scan failed, tried 8 times: .*socket hang up/],
  ] as const)(
    "a rebuild to which %s loses every reply says so, leaves the trigger on, and can be run again",
    async (service, said) => {
      await lose(pipeline.stack, "submissions", (_, index) => index % 2 === 0);
      // Before its act is in the audit trail, a rebuild does not begin. That is tested with the trail.
      const ofTrail = ["HeadBucket", "PutObject"];
      const when = (request: WireRequest) =>
        request.service === service && !ofTrail.includes(request.operation);
      proxies.inject({ fault: replyLost, when });
      const failed = await labSurvey(["rebuild", "--env", env]);
      proxies.heal();
      expect(failed.code).toBe(3);
      expect(failed.stderr).toMatch(said);
      expect(failed.stderr).toMatch(/No survey is lost by that.*run the command again/);
      expect(await readTrigger(pipeline.stack)).toMatchObject({ state: "Enabled", lease: undefined });
      const again = await labSurvey(["rebuild", "--env", env]);
      expect(again.code, again.stderr).toBe(0);
      await expectAllIsWell();
    },
  );
});
