import { judge } from "@lab/study";
import type { OutboxStorage } from "@lab/survey-client";
import { surveyObjectKey } from "@lab/survey-schema";
import type { Receipt, Receipts } from "../study/receipts.ts";
import { surveyOwner } from "./survey-owner.ts";

/** `waiting`: on the device; `sent`: the queue has confirmed it; `refused`: on the device, and can never be sent. */
export type SubmissionState = "waiting" | "sent" | "refused";

/** What a device has submitted, and what became of it. */
export interface OutboxView {
  readonly waiting: number;
  readonly sent: number;
  readonly refused: number;
  /** Newest first. */
  readonly submissions: readonly (Receipt & { readonly state: SubmissionState })[];
  /** How many surveys of each participant wait. */
  readonly waitingOf: ReadonlyMap<string | undefined, number>;
}

/**
 * Reads what is where. A survey leaves the outbox only once the queue has confirmed it, so one with a receipt that is not in
 * the outbox was sent, by whatever tab. Browsers clear an origin's storage as a whole
 * (https://developer.mozilla.org/docs/Web/API/Storage_API/Storage_quotas_and_eviction_criteria), receipts and outbox together.
 */
export async function readOutboxView(
  storage: Pick<OutboxStorage, "list" | "refused">,
  receipts: Receipts,
): Promise<OutboxView> {
  // They are read in this order, because a survey goes from no receipt to waiting to refused or sent, and
  // must not be missed on its way.
  const kept = await receipts.all();
  const waiting = new Set((await storage.list()).map(({ id, key }) => id ?? key));
  const refusedEntries = await storage.refused();
  const refused = new Set(refusedEntries.map(({ text }) => idOf(text)));
  const submissions = kept.map((receipt) => {
    const state = waiting.has(receipt.id) ? "waiting" : refused.has(receipt.id) ? "refused" : "sent";
    return { ...receipt, state } as const;
  });
  const waitingOf = new Map<string | undefined, number>();
  for (const id of waiting) {
    const owner = surveyOwner(id);
    waitingOf.set(owner, (waitingOf.get(owner) ?? 0) + 1);
  }
  return {
    waiting: waiting.size,
    sent: submissions.filter(({ state }) => state === "sent").length,
    refused: refusedEntries.length,
    submissions,
    waitingOf,
  };
}

function idOf(text: string | undefined): string | undefined {
  const parsed = judge.parse(text ?? "");
  return parsed.wellFormed ? surveyObjectKey(parsed.survey) : undefined;
}
