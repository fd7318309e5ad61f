import { hash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Storage } from "../world/storage.ts";
import { type GroundTruth, isErased, isMessageWithdrawn } from "./ground-truth.ts";
import { InvariantError } from "./invariant-error.ts";
import { wasErased } from "./kept.ts";
import { remainsOf } from "./remains.ts";

/** What the buckets and tables hold in the end, as plain values. */
interface FinalState {
  /** Reasons by message id. */
  readonly rejected: ReadonlyMap<string, string>;
  /** Hashes by object key. */
  readonly ledger: ReadonlyMap<string, string>;
  /** Counts by participant. */
  readonly counts: ReadonlyMap<string, number>;
}

/**
 * The state in which the pipeline must end. It is a function of the surveys that were sent, of who withdrew when, and of which of
 * several different surveys for one key came first. Of somebody who was erased nothing is counted, and what became of each message depends
 * on when it came, so {@link checkErased} looks at those.
 *
 * @param winners - the body that each object key holds.
 */
export function referenceModel(truth: GroundTruth, winners: ReadonlyMap<string, string>): FinalState {
  const rejected = new Map<string, string>();
  const ledger = new Map<string, string>();
  for (const message of truth.messages) {
    const { id, owner, expected } = message;
    if (isErased(truth, owner)) continue;
    if (isMessageWithdrawn(truth, message)) rejected.set(id, "withdrawn");
    else if (expected.verdict === "invalid") rejected.set(id, expected.reasons.join());
    else if (truth.submissions.get(winners.get(expected.objectKey) ?? "")?.content === expected.content) {
      ledger.set(expected.objectKey, hash("sha256", expected.content));
    } else rejected.set(id, "conflicting");
  }
  const counts = new Map<string, number>();
  for (const withdrawn of truth.withdrawals.keys()) counts.set(withdrawn, 0);
  for (const key of ledger.keys()) {
    // Not the same as a parse by the schema: nothing after the first 12 digits that end the participant's part.
    const participant = key.replace(/\d{12}(\.[a-z]+)?\.json$/, "");
    counts.set(participant, (counts.get(participant) ?? 0) + 1);
  }
  return { rejected, ledger, counts };
}

/**
 * Compares what is there with the reference model, once the world has healed and the queues are empty. What each
 * participant shows was checked all along.
 *
 * @throws InvariantError
 */
export function checkFinalState(storage: Storage, truth: GroundTruth): void {
  const winners = new Map([...storage.surveys].map(([key, { body }]) => [key, body]));
  const expected = referenceModel(truth, winners);
  const rejected = rejectedReasons(storage, truth);
  checkErased(storage, truth, rejected);
  const ledger = new Map<string, unknown>();
  for (const item of storage.submissions.values()) ledger.set(String(item.object_key), item.canonical_sha256);
  const counts = new Map<string, unknown>();
  for (const [id, { num_submission }] of storage.participants) counts.set(id, num_submission);

  const same = (what: string, actual: unknown, model: unknown) => {
    if (!isDeepStrictEqual(actual, model))
      throw new InvariantError(`${what} differ from the reference model`);
  };
  same("the rejected surveys", rejected, expected.rejected);
  same("the ledger's items", ledger, expected.ledger);
  same("the objects", new Set(winners.keys()), new Set(expected.ledger.keys()));
  same("the counts", counts, expected.counts);
}

/** The reasons of each rejected message, by its id. Archived copies of dead letters are looked at elsewhere. */
function rejectedReasons(storage: Storage, { sentAt }: GroundTruth): Map<string, string> {
  const rejected = new Map<string, string>();
  for (const [key, { body }] of storage.rejected) {
    if (key.startsWith("undelivered/")) continue;
    const document = JSON.parse(body);
    const id: string = document.message_id;
    const sent = new Date(sentAt(id)).toISOString();
    if (key !== `${sent.slice(0, 10)}/${id}.json` || document.sent_at !== sent) {
      throw new InvariantError(`${key} is not where ${id}, sent ${sent}, belongs`);
    }
    if (Number.isNaN(Date.parse(document.rejected_at))) throw new InvariantError(`${key} lacks a time`);
    const reasons = document.reasons.map(({ code }: { code: string }) => code).join();
    if (reasons === "withdrawn" && Object.keys(document).sort().join() !== WITHDRAWN_FIELDS) {
      throw new InvariantError(`${key} keeps more of a withdrawn survey than that there was one`);
    }
    rejected.set(id, reasons);
  }
  return rejected;
}

const WITHDRAWN_FIELDS = "format,message_id,reasons,rejected_at,sent_at";

/** Everybody who was to be erased has a receipt, and each of their messages was noted as withdrawn, or was there and is gone. */
function checkErased(storage: Storage, truth: GroundTruth, rejected: Map<string, string>): void {
  for (const [userId, { mode, hasReceipt }] of truth.withdrawals) {
    if (mode !== "erase") continue;
    if (!hasReceipt) throw new InvariantError(`the eraser of ${userId} never comes to an end`);
    const [left] = remainsOf(userId, storage, truth);
    if (left !== undefined) throw new InvariantError(`${userId} has a receipt, and ${left} is left`);
  }
  for (const message of truth.messages) {
    if (!isErased(truth, message.owner)) continue;
    const isNoted = rejected.get(message.id) === "withdrawn";
    if (!isNoted && !wasErased(message, storage, truth)) {
      throw new InvariantError(`${message.id} was neither erased nor noted as withdrawn`);
    }
    if (isNoted) rejected.delete(message.id);
  }
}
