import { type ArchiveObserver, participantState, type Senders } from "@lab/survey-processor";
import { sqsRecordOf } from "../queue/sqs-record-of.ts";
import type { ReceivedMessage } from "../queue/survey-queue.ts";
import type { World } from "../schedule/world.ts";
import { parsePut, putObject } from "../world/object-store.ts";
import { REJECTED_BUCKET } from "../world/storage.ts";
import { createFunctionInstance } from "./function-instance.ts";
import type { SystemCode } from "./system-code.ts";
import { TIME_LEFT } from "./wire-processor.ts";

/**
 * Runs the real archiver on a dead letter. Its stores are plain ones in which nothing goes wrong. Time passes before each request, so
 * that a participant can withdraw between them.
 */
export async function invokeArchiver(
  code: SystemCode,
  message: ReceivedMessage,
  senders: Senders,
  world: World,
): Promise<void> {
  const { storage, scheduler, decisions, changed, tell } = world;
  const name = `archiver of ${message.receiptHandle}`;
  const times = { timeLeft: TIME_LEFT, signsFor: Number.POSITIVE_INFINITY };
  const instance = createFunctionInstance(name, times, world, () => undefined);
  const afterStep = <Result>(step: string, act: () => Result) =>
    new Promise<Result>((resolve) => {
      scheduler.after(decisions.stepTime(`${name} ${step}`), () => instance.resume(() => resolve(act())));
    });
  await code.archiveBatch([sqsRecordOf(message)], {
    bucket: {
      putIfAbsent: (Key, Body) =>
        afterStep(`put ${Key}`, () => {
          const object = { Bucket: REJECTED_BUCKET, Key, Body, ContentType: "application/json" };
          const put = putObject(storage, parsePut({ ...object, IfNoneMatch: "*" }));
          tell?.(`${name}: ${put} ${Key}`);
          changed();
          return put === "stored" ? "stored" : "occupied";
        }),
    },
    records: {
      participants: (ids) =>
        afterStep("read", () => {
          const found = ids.flatMap((id) => {
            const record = storage.participants.get(id);
            return record === undefined ? [] : [[id, participantState(record, new Map())] as const];
          });
          return { found: new Map(found), unread: [] };
        }),
    },
    senders,
    surveyQueueArn: "arn:aws:sqs:eu-central-1:000000000000:surveys",
    clock: instance.clock,
    observer: silent,
    timeLeft: TIME_LEFT,
  });
}

const silent: ArchiveObserver = { archived() {}, withdrawn() {}, notArchived() {} };
