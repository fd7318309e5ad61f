import { randomBytes } from "node:crypto";
import { HeadBucketCommand } from "@aws-sdk/client-s3";
import { DOCUMENT_FORMAT } from "@lab/survey-schema";
import { replyOf } from "../stack/reply-of.ts";
import type { Stack } from "../stack/stack.ts";
import { whoRunsThis } from "../trigger/who-runs-this.ts";
import { type Act, type Begun, begunSchema, type Ended, endedSchema } from "./act.ts";
import { AuditNotEndedError, AuditTrailError } from "./audit-errors.ts";
import { actKey } from "./audit-keys.ts";
import { callerOf } from "./caller-of.ts";
import { putEntry } from "./put-entry.ts";

/** What is going to be done. */
export interface PlannedAct {
  readonly act: Act;
  /** What it is done to: ids, or a few words such as `all undelivered surveys`. 1 to 10,000, each of at most 1,024 characters. */
  readonly subject: readonly string[];
  /** What interrupts it. An error after that is an interruption, not a failure. */
  readonly signal: AbortSignal;
  /** Only what would be done is shown, so nothing is written to the trail; false if left out. */
  readonly dryRun?: boolean;
}

/** Adds to a count of the act. A name is snake case, such as `ledger_items`. It says what was changed or handed out. */
export type Count = (name: string, by?: number) => void;

/**
 * Does something that changes what a stack holds, or hands it out, and writes to the audit trail who did it, when, to what, how many,
 * and how it ended. That it has begun is written before the work. An act that was killed therefore stays in the trail as one that
 * never ended.
 *
 * @param work - Does it. What it has counted is written also when it throws. Let it print what it did, or that is not seen when the
 *   trail cannot be told.
 * @returns What the work returns.
 * @throws AuditTrailError when the trail cannot be written; the work was not begun then. AuditNotEndedError when the work is done, and
 *   the trail cannot be told. Whatever the work throws, also where the trail cannot be told of it.
 * @example
 * await withAudit(stack, { act: "rebuild", subject: ["both tables"], signal }, async (count) => {
 *   const { submissions } = await rebuild(stack, { signal });
 *   count("ledger_items", submissions.added);
 * });
 */
export async function withAudit<T>(
  stack: Stack,
  planned: PlannedAct,
  work: (count: Count) => Promise<T>,
): Promise<T> {
  const counts = new Map<string, number>();
  const count: Count = (name, by = 1) => void counts.set(name, (counts.get(name) ?? 0) + by);
  if (planned.dryRun) return await work(count);
  const begun = await begin(stack, planned);
  const end = async (how: Pick<Ended, "outcome" | "error">) => {
    await putEnd(stack, begun, { ...how, counts: Object.fromEntries(counts) });
  };
  let result: T;
  try {
    result = await work(count);
  } catch (error) {
    const how: Pick<Ended, "outcome" | "error"> = planned.signal.aborted
      ? { outcome: "interrupted" }
      : { outcome: "failed", error: codeOf(error) };
    // The work's error matters more than the trail's. Without its end, the act stands there as one that never ended.
    await end(how).catch(() => undefined);
    throw error;
  }
  await end({ outcome: "done" }).catch((cause) => {
    throw new AuditNotEndedError(begun.act, cause);
  });
  return result;
}

async function begin(stack: Stack, { act, subject }: PlannedAct): Promise<Begun> {
  try {
    const at = await serviceTime(stack);
    const caller = await callerOf(stack);
    const begun = begunSchema.parse({
      format: DOCUMENT_FORMAT,
      id: randomBytes(8).toString("hex"),
      act,
      begun_at: at.toISOString(),
      by: whoRunsThis(),
      ...(caller !== undefined && { caller }),
      subject,
    });
    await putEntry(stack, actKey({ at, id: begun.id, act, part: "begun" }), begun);
    return begun;
  } catch (cause) {
    throw new AuditTrailError(act, cause);
  }
}

async function putEnd(
  stack: Stack,
  { id, act, begun_at }: Begun,
  how: Pick<Ended, "outcome" | "counts" | "error">,
): Promise<void> {
  const ended_at = (await serviceTime(stack)).toISOString();
  const ended = endedSchema.parse({ format: DOCUMENT_FORMAT, id, act, ended_at, ...how });
  await putEntry(stack, actKey({ at: new Date(begun_at), id, act, part: "ended" }), ended);
}

/** What time it is by S3's clock, in whole seconds. The operator's may be wrong. */
async function serviceTime({ s3, outputs }: Stack): Promise<Date> {
  const command = new HeadBucketCommand({ Bucket: outputs.auditBucketName });
  const reply = replyOf(command);
  await s3.send(command);
  return new Date(reply.time());
}

/** What of an error says its cause and quotes nothing. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
  return code.slice(0, 100) || "unknown";
}
