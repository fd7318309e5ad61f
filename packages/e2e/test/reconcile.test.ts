import { DeleteObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { type Difference, reconcile } from "@lab/survey-stack";
import { surveyText } from "@lab/testing/survey";
import { describe, expect, it } from "vitest";
import { undelivered } from "./corruptions/rejected-corruptions.ts";
import { setRecord } from "./corruptions/tampering.ts";
import { type HoldProxy, startHoldProxy } from "./pausing/hold-proxy.ts";
import { startPipeline } from "./pipeline.ts";
import { fill, readTables } from "./rebuild-tables.ts";

const { signal } = new AbortController();

describe("reconciling a stack", () => {
  it("finds no difference in a healthy one, and says how much there is of everything", async () => {
    await using pipeline = await startPipeline();
    await fill(pipeline);
    expect(await reconcile(pipeline.stack, { signal })).toMatchObject({
      deep: false,
      objects: 40,
      ledgerItems: 40,
      participants: 7,
      rejected: 2,
      undelivered: 0,
      queue: { waiting: 0, inFlight: 0 },
      differences: [],
      notes: [],
    });
    expect(await reconcile(pipeline.stack, { signal, deep: true })).toMatchObject({
      deep: true,
      objects: 40,
      rejected: 2,
      differences: [],
      notes: [],
    });
  });

  it("asks S3 once for a thousand surveys, and for no survey but each participant's newest", async () => {
    await using pipeline = await startPipeline();
    await fill(pipeline);
    const { s3 } = pipeline.stack;
    const requests: string[] = [];
    s3.middlewareStack.add(
      (next, { commandName = "" }) =>
        (args) => {
          requests.push(commandName);
          return next(args);
        },
      { step: "initialize" },
    );
    const count = () =>
      Object.fromEntries([...Map.groupBy(requests, String)].map(([name, all]) => [name, all.length]));
    await reconcile(pipeline.stack, { signal });
    // The surveys, and the copies of tombstones in the audit trail, of which there are none.
    const listed = { ListObjectsV2Command: 1 + 1 };
    expect(count()).toEqual({ ...listed, ListObjectVersionsCommand: 1, GetObjectCommand: 7 + 2 });
    requests.length = 0;
    await reconcile(pipeline.stack, { signal, deep: true });
    expect(count()).toEqual({
      ...listed,
      ListObjectVersionsCommand: 2,
      GetObjectCommand: 40 + 7 + 2,
    });
  });

  it("names surveys from a device whose clock is more than a day ahead, as a note", async () => {
    await using pipeline = await startPipeline();
    await fill(pipeline);
    const day = new Date(Date.now() + 30 * 3_600_000).toISOString();
    const timestamp = `${day.slice(5, 7)}${day.slice(8, 10)}${day.slice(2, 4)}${day.slice(11, 19).replaceAll(":", "")}`;
    await pipeline.send([
      surveyText({ user_id: "p0", timestamp: "123199235959" }),
      surveyText({ user_id: "p1", timestamp }),
    ]);
    await pipeline.settle();
    const { differences, notes } = await reconcile(pipeline.stack, { signal });
    expect(differences).toEqual([]);
    const received_at = expect.any(String);
    expect(notes.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))).toEqual([
      { kind: "device_clock_ahead", user_id: "p0", submission_time: "2099-12-31T23:59:59", received_at },
      { kind: "device_clock_ahead", user_id: "p1", submission_time: day.slice(0, 19), received_at },
    ]);
    // The function's lines come by a pipe of their own, maybe after its answer.
    await expect.poll(() => pipeline.logLines.join("\n")).toContain('"SurveysClockAhead":');
  });

  it("takes an undelivered survey that was redriven for what it is", async () => {
    await using pipeline = await startPipeline();
    const { s3, outputs } = pipeline.stack;
    const Bucket = outputs.rejectedBucketName;
    const Body = JSON.stringify(undelivered("m1"));
    for (const Key of ["undelivered/m1.json", "redriven/m1.json"]) {
      await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
    }
    await s3.send(new DeleteObjectCommand({ Bucket, Key: "undelivered/m1.json" }));
    const { differences, redriven, undelivered: waiting } = await reconcile(pipeline.stack, { signal });
    expect({ differences, redriven, waiting }).toEqual({ differences: [], redriven: 1, waiting: 0 });
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
    await putObject(
      String(p2?.object_key),
      surveyText({ user_id: "p2", timestamp: String(p2?.object_key).slice(2, 14), freetext: "changed" }),
    );
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
      {
        kind: "ledger_item_malformed",
        user_id: "p7",
        submission_time: "2021-09-28T12:00:00",
        attributes: [
          "canonical_sha256",
          "format",
          "object_etag",
          "questionnaire",
          "received_at",
          "time_elapsed",
          "version",
        ],
      },
      { kind: "participant_missing", user_id: "p7" },
      { kind: "participant_missing", user_id: "p3" },
      { kind: "count_differs", user_id: "p4", counted: 99, ledger_items: of("p4").length },
      { kind: "answers_differ", user_id: "p5", keys: [String(of("p5").at(-1)?.object_key)] },
      { kind: "participant_malformed", user_id: "p6", attributes: ["q1"] },
      {
        kind: "participant_malformed",
        user_id: "ghost",
        attributes: ["format", "last_submission_time", "num_submission", "version"],
      },
      { kind: "object_key_malformed", key: "no-survey.json" },
      { kind: "rejected_key_malformed", key: "stray.txt" },
      { kind: "rejected_document_malformed", key: "2026-01-01/m1.json" },
    ];
    const sorted = (list: readonly Difference[]) => list.map((one) => JSON.stringify(one)).sort();
    expect(sorted(differences)).toEqual(sorted(expected));
  });

  it.each([false, true])("leaves out what is only on its way in a stack in use (deep: %s)", async (deep) => {
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
    const { differences } = await reconcile(pipeline.stack, { signal, deep });
    expect(differences).toEqual([]);
    await sending;
    await pipeline.settle();
  });
});

it("waits for a survey that a busy table holds up for longer than a batch takes", async () => {
  let table: HoldProxy | undefined;
  await using pipeline = await startPipeline({
    functionEndpoints: async ({ s3, dynamodb }) => {
      table = await startHoldProxy(dynamodb);
      return { s3, dynamodb: table.endpoint };
    },
  });
  await using held = table;
  // The first request reads who has withdrawn, the second is the transaction. The function gives it up after five seconds, and makes
  // it again.
  const reached = held?.holdAt({
    request: "POST /",
    occurrence: 2,
    side: "before it takes effect",
    alone: true,
  });
  await pipeline.send([surveyText()]);
  await reached;
  const { objects, queue, differences } = await reconcile(pipeline.stack, { signal });
  expect({ objects, queue }).toEqual({ objects: 1, queue: { waiting: 0, inFlight: 1 } });
  expect(differences).toEqual([]);
  held?.release();
  const { receipt } = await pipeline.settle();
  expect(receipt.differences).toEqual([]);
});
