import { undeliveredSurveySchema, withdrawnSurveySchema } from "@lab/survey-schema";
import fc from "@lab/testing/fast-check";
import { sent, sqsRecord } from "@lab/testing/sqs-record";
import type { SQSRecord } from "aws-lambda";
import { describe, expect, it } from "vitest";
import {
  type ArchiveContext,
  type ArchiveObserver,
  archiveBatch,
  OutOfTimeError,
  type PutResult,
  StoreBusyError,
  systemClock,
} from "../../src/index.ts";
import { instantClock } from "../fixtures.ts";
import { memoryStores } from "../memory-stores.ts";

const SURVEY_QUEUE_ARN = "arn:aws:sqs:eu-central-1:000000000000:surveys";
const DEAD_LETTER_QUEUE_ARN = `${SURVEY_QUEUE_ARN}-dead-letters`;

function deadLetter(messageId: string, body = "{}", changes: Partial<SQSRecord> = {}): SQSRecord {
  const record = sqsRecord(messageId, body, { attributes: { ApproximateReceiveCount: "201" } });
  return { ...record, eventSourceARN: DEAD_LETTER_QUEUE_ARN, ...changes };
}

function memoryBucket() {
  const objects = new Map<string, string>();
  const putIfAbsent = async (key: string, document: string): Promise<PutResult> => {
    if (objects.has(key)) return "occupied";
    objects.set(key, document);
    return "stored";
  };
  return { objects, bucket: { putIfAbsent } };
}

async function run(
  records: readonly SQSRecord[],
  bucket: ArchiveContext["bucket"],
  change: Partial<ArchiveContext> = {},
) {
  const keys = new Map<string, string>();
  const withdrawn = new Map<string, string>();
  const errors = new Map<string, unknown>();
  const observer: ArchiveObserver = {
    archived: ({ messageId }, key) => void keys.set(messageId, key),
    withdrawn: ({ messageId }, key) => void withdrawn.set(messageId, key),
    notArchived: ({ messageId }, error) => void errors.set(messageId, error),
  };
  const context: ArchiveContext = {
    bucket,
    records: memoryStores().stores.tables,
    senders: { mode: "trusted-app" },
    surveyQueueArn: SURVEY_QUEUE_ARN,
    observer,
    clock: instantClock(),
    timeLeft: 25_000,
    ...change,
  };
  const { batchItemFailures } = await archiveBatch(records, context);
  return { failed: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier), keys, withdrawn, errors };
}

describe("the archiver", () => {
  it("keeps a dead letter as the processor was given it, but for the receipt handle", async () => {
    const { objects, bucket } = memoryBucket();
    const record = deadLetter("m1", '{"user_id":"0001"}', {
      messageAttributes: {
        app: { stringValue: "1.2.3", stringListValues: [], binaryListValues: [], dataType: "String" },
      },
      md5OfBody: "3f5a",
      md5OfMessageAttributes: "77c1",
    });
    const { failed, keys } = await run([record], bucket);
    expect(failed).toEqual([]);
    expect(keys).toEqual(new Map([["m1", "undelivered/m1.json"]]));
    const { receiptHandle: _, ...message } = record;
    expect(JSON.parse(objects.get("undelivered/m1.json") ?? "")).toEqual({
      format: 1,
      message: { ...message, eventSourceARN: SURVEY_QUEUE_ARN },
      archived_at: new Date(sent + 1_234).toISOString(),
    });
  });

  it("changes no byte of any body, and writes what the schema reads", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 500 }), async (body) => {
        const { objects, bucket } = memoryBucket();
        await run([deadLetter("m1", body)], bucket);
        const [document = ""] = objects.values();
        expect(undeliveredSurveySchema.parse(JSON.parse(document)).message.body).toBe(body);
      }),
    );
  });

  it("leaves what was archived before as it is, and acknowledges it", async () => {
    const { objects, bucket } = memoryBucket();
    await run([deadLetter("m1")], bucket);
    const before = [...objects];
    const later = { ...instantClock(), now: () => sent + 99_000 };
    const { failed, keys } = await run([deadLetter("m1")], bucket, { clock: later });
    expect(failed).toEqual([]);
    expect(keys.get("m1")).toBe("undelivered/m1.json");
    expect([...objects]).toEqual(before);
  });

  it("acknowledges each on its own: one that cannot be put comes back, its neighbours do not", async () => {
    const { objects, bucket } = memoryBucket();
    const putIfAbsent = async (key: string, document: string) => {
      if (key.includes("m1")) throw new Error("S3 is away");
      return await bucket.putIfAbsent(key, document);
    };
    const { failed, errors } = await run(
      ["m0", "m1", "m2"].map((id) => deadLetter(id)),
      { putIfAbsent },
    );
    expect(failed).toEqual(["m1"]);
    expect(errors.get("m1")).toMatchObject({ message: "S3 is away" });
    expect([...objects.keys()]).toEqual(["undelivered/m0.json", "undelivered/m2.json"]);
  });

  it("acknowledges nothing by mistake when everything fails", async () => {
    const putIfAbsent = () => Promise.reject(new Error("away"));
    const { failed } = await run([deadLetter("m0"), deadLetter("m1")], { putIfAbsent });
    expect(failed).toEqual(["m0", "m1"]);
  });

  it("tries again while another put of the same key is under way, and gives up in the end", async () => {
    const { bucket } = memoryBucket();
    let busy = 3;
    const passing = {
      putIfAbsent: async (key: string, document: string) =>
        busy-- > 0 ? ("busy" as const) : await bucket.putIfAbsent(key, document),
    };
    expect((await run([deadLetter("m1")], passing)).failed).toEqual([]);
    const lasting = { putIfAbsent: async () => "busy" as const };
    const { failed, errors } = await run([deadLetter("m1")], lasting);
    expect(failed).toEqual(["m1"]);
    expect(errors.get("m1")).toBeInstanceOf(StoreBusyError);
  });

  it("ends when its time is used up, even if a request hangs, and reports what is left as failed", async () => {
    const { bucket } = memoryBucket();
    const hanging = {
      putIfAbsent: (key: string, document: string): Promise<PutResult> =>
        key.includes("m0") ? new Promise(() => {}) : bucket.putIfAbsent(key, document),
    };
    const { failed, errors } = await run([deadLetter("m0"), deadLetter("m1")], hanging, {
      clock: systemClock,
      timeLeft: 50,
    });
    expect(failed).toEqual(["m0"]);
    expect(errors.get("m0")).toBeInstanceOf(OutOfTimeError);
  });

  it("keeps of a participant who has withdrawn only that there was a dead letter", async () => {
    const { objects, bucket } = memoryBucket();
    const { stores, participants } = memoryStores();
    const withdrawal = { mode: "keep", at: new Date(sent).toISOString(), by: "anna@lab" } as const;
    participants.set("0001", { user_id: "0001", num_submission: 0, format: 1, withdrawal });
    const before = deadLetter("before", '{"user_id":"0001"}');
    before.attributes.SentTimestamp = String(sent - 1);
    const letters = [
      before,
      deadLetter("after", '{"user_id":"0001","freetext":"secret"}'),
      deadLetter("another", '{"user_id":"00011"}'),
      deadLetter("nobody", "{"),
    ];
    const { failed, keys, withdrawn } = await run(letters, bucket, { records: stores.tables });
    expect(failed).toEqual([]);
    expect([...keys.keys()]).toEqual(["before", "another", "nobody"]);
    expect([...withdrawn.keys()]).toEqual(["after"]);
    const document = withdrawnSurveySchema.parse(JSON.parse(objects.get(withdrawn.get("after") ?? "") ?? ""));
    expect(document).toMatchObject({ message_id: "after" });
    expect(JSON.stringify([...objects])).not.toContain("secret");
  });

  it("archives nothing of anybody while it cannot read who has withdrawn", async () => {
    const { objects, bucket } = memoryBucket();
    const records = { participants: () => Promise.reject(new Error("DynamoDB is away")) };
    const letters = [deadLetter("a", '{"user_id":"0001"}'), deadLetter("b", "{")];
    const { failed, errors } = await run(letters, bucket, { records });
    expect(failed).toEqual(["a"]);
    expect(errors.get("a")).toMatchObject({ message: "DynamoDB is away" });
    expect([...objects.keys()]).toEqual(["undelivered/b.json"]);
  });
});
