import { chmod, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { DeleteObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { DeleteCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { type Difference, reconcile, type Stack } from "@lab/survey-cli";
import { testFolder } from "@lab/testing";
import { describe, expect, it } from "vitest";
import { envFileOf, labSurvey } from "./lab-survey.ts";
import { startPipeline, surveyText } from "./pipeline.ts";
import { fill, readTables } from "./rebuild-tables.ts";

const { signal } = new AbortController();

/** A participants' record in which something is set. */
function setRecord({ dynamodb, outputs }: Stack, user_id: string, attribute: string, value: unknown) {
  return dynamodb.send(
    new UpdateCommand({
      TableName: outputs.participantsTableName,
      Key: { user_id },
      UpdateExpression: "SET #attribute = :value",
      ExpressionAttributeNames: { "#attribute": attribute },
      ExpressionAttributeValues: { ":value": value },
    }),
  );
}

describe("reconciling a stack", () => {
  it("finds no difference in a healthy one, and says how much there is of everything", async () => {
    await using pipeline = await startPipeline();
    await fill(pipeline);
    expect(await reconcile(pipeline.stack, { signal })).toMatchObject({
      objects: 40,
      ledgerItems: 40,
      participants: 7,
      rejected: 2,
      undelivered: 0,
      queue: { waiting: 0, inFlight: 0 },
      differences: [],
    });
  });

  it("finds every kind of difference, by id", async () => {
    await using pipeline = await startPipeline();
    await fill(pipeline);
    const { stack } = pipeline;
    const { outputs, s3, dynamodb } = stack;
    const { submissions } = await readTables(stack);
    const of = (user_id: string) => {
      const items = submissions.filter((item) => item.user_id === user_id);
      return items.map(({ submission_time, object_key }) => ({ user_id, submission_time, object_key }));
    };
    const putObject = (Key: string, Body: string, Bucket = outputs.surveysBucketName) =>
      s3.send(new PutObjectCommand({ Bucket, Key, Body }));
    const Bucket = outputs.surveysBucketName;
    const TableName = outputs.submissionsTableName;
    const [p0, p1, p2] = ["p0", "p1", "p2"].map((user_id) => of(user_id)[0]);

    await s3.send(new DeleteObjectCommand({ Bucket, Key: String(p0?.object_key) }));
    await dynamodb.send(
      new DeleteCommand({ TableName, Key: { user_id: "p1", submission_time: p1?.submission_time } }),
    );
    await dynamodb.send(new PutCommand({ TableName, Item: { ...p2, canonical_sha256: "0".repeat(64) } }));
    await dynamodb.send(
      new PutCommand({
        TableName,
        Item: { user_id: "p7", submission_time: "2021-09-28T12:00:00", object_key: "other.json" },
      }),
    );
    await dynamodb.send(
      new DeleteCommand({ TableName: outputs.participantsTableName, Key: { user_id: "p3" } }),
    );
    await setRecord(stack, "p4", "num_submission", 99);
    await setRecord(stack, "p5", "freetext", "somebody else's");
    await setRecord(stack, "p6", "q1", 7);
    await putObject("no-survey.json", "{}");
    await putObject("x092821120000.json", surveyText({ user_id: "y" }));
    await putObject("stray.txt", "?", outputs.rejectedBucketName);
    await putObject("2026-01-01/m1.json", "{}", outputs.rejectedBucketName);
    await setRecord(stack, "ghost", "q1", 1);

    const { differences } = await reconcile(stack, { signal });
    const expected: Difference[] = [
      { kind: "ledger_item_without_object", key: String(p0?.object_key) },
      { kind: "object_without_ledger_item", key: String(p1?.object_key) },
      { kind: "object_without_ledger_item", key: "x092821120000.json" },
      { kind: "count_differs", user_id: "p1", counted: 6, ledger_items: 5 },
      { kind: "hash_differs", key: String(p2?.object_key) },
      { kind: "ledger_item_malformed", user_id: "p7", submission_time: "2021-09-28T12:00:00" },
      { kind: "participant_missing", user_id: "p7" },
      { kind: "participant_missing", user_id: "p3" },
      { kind: "count_differs", user_id: "p4", counted: 99, ledger_items: of("p4").length },
      { kind: "answers_differ", user_id: "p5", key: String(of("p5").at(-1)?.object_key) },
      { kind: "participant_malformed", user_id: "p6" },
      { kind: "participant_malformed", user_id: "ghost" },
      { kind: "object_key_malformed", key: "no-survey.json" },
      { kind: "rejected_key_malformed", key: "stray.txt" },
      { kind: "rejected_document_malformed", key: "2026-01-01/m1.json" },
    ];
    const sorted = (list: readonly Difference[]) => list.map((one) => JSON.stringify(one)).sort();
    expect(sorted(differences)).toEqual(sorted(expected));
  });

  it("leaves out what is only on its way in a stack in use", async () => {
    await using pipeline = await startPipeline();
    await fill(pipeline);
    const sending = pipeline.send(
      Array.from({ length: 300 }, (_, i) =>
        surveyText({
          user_id: `p${i % 7}`,
          timestamp: `1231${20 + (i % 70)}00${String(i % 60).padStart(2, "0")}00`,
        }),
      ),
    );
    const { differences } = await reconcile(pipeline.stack, { signal });
    expect(differences).toEqual([]);
    await sending;
    await pipeline.settle();
  });
});

describe("lab-survey reconcile", () => {
  it("reports by exit code and in JSON, and shows answers only when asked to", async () => {
    await using pipeline = await startPipeline();
    await fill(pipeline);
    const env = await envFileOf(pipeline.cloud.environment);
    const healthy = await labSurvey(["reconcile", "--env", env]);
    expect(healthy.stdout).toContain("no difference");
    expect(healthy.code).toBe(0);

    await setRecord(pipeline.stack, "p5", "freetext", "wrong secret");
    const differing = await labSurvey(["reconcile", "--env", env]);
    expect(differing.stdout).toMatch(
      /1 participants whose record does not show the newest answers\n {2}- p5/,
    );
    expect(differing.stdout + differing.stderr).not.toContain("secret");
    expect(differing.code).toBe(1);

    const json = await labSurvey(["reconcile", "--env", env, "--json", "--show-answers"]);
    const document = JSON.parse(json.stdout);
    expect(document).toMatchObject({ ok: false, counts: { answers_differ: 1 } });
    expect(document.differences[0].shown.freetext).toBe("wrong secret");
    expect(json.code).toBe(1);
  });

  it("finds a deployed stack by its outputs, as pulumi tells them", async () => {
    await using pipeline = await startPipeline();
    await fill(pipeline);
    const { AWS_ENDPOINT_URL_SQS = "", ...environment } = pipeline.cloud.environment;
    const directory = testFolder();
    const outputs = join(directory, "outputs.json");
    await writeFile(outputs, JSON.stringify(pipeline.cloud.outputs));
    await writeFile(
      join(directory, "pulumi"),
      `#!/bin/sh\n[ "$*" = "stack output --json --stack dev" ] && cat "${outputs}"\n`,
    );
    await chmod(join(directory, "pulumi"), 0o755);
    const aws = Object.entries({ ...environment, AWS_ENDPOINT_URL_SQS }).filter(([name]) =>
      name.startsWith("AWS_"),
    );
    const env = { ...Object.fromEntries(aws), PATH: `${directory}${delimiter}${process.env.PATH ?? ""}` };
    const { code, stdout } = await labSurvey(["reconcile", "--stack", "dev", "--json"], { env });
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, objects: 40 });
    expect(code).toBe(0);
    const unknown = await labSurvey(["reconcile", "--stack", "absent"], { env });
    expect(unknown.stderr).toContain(`"absent"`);
    expect(unknown.code).toBe(3);
  });
});
