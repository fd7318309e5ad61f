import {
  ConflictingSurveyError,
  type Outbox,
  type OutboxStorageCode,
  OutboxStorageError,
  RefusedSurveyError,
} from "@lab/survey-client";
import { judgeSurvey, type Survey, surveyObjectKey } from "@lab/survey-schema";
import type { Receipts } from "../study/receipts.ts";
import { receiptCode } from "./receipt-code.ts";

/**
 * What came of a submission:
 *
 * - `saved`: it is on the device, durably, and will be sent; here is its code;
 * - `too_fast`: it was answered faster than a survey that counts. Nothing is saved; time goes on, and submitting again is
 *   another survey;
 * - `conflicting`: a different survey of this participant and second was submitted on this device. Submitting again, a second
 *   later, is another survey;
 * - `refused`: it is no survey that could be sent. The form lets none through;
 * - `not_saved`: the device's storage failed.
 */
export type Submission =
  | { readonly status: "saved"; readonly id: string; readonly code: string }
  | { readonly status: "too_fast" }
  | { readonly status: "conflicting" }
  | { readonly status: "refused" }
  | { readonly status: "not_saved"; readonly code: OutboxStorageCode };

/**
 * Saves a survey in the outbox, and keeps its receipt. The outbox alone would take a different survey of the same second once
 * the first was sent, and the processor would set it aside as conflicting: the receipts know better.
 */
export async function submitSurvey(
  survey: Survey,
  { outbox, receipts }: { readonly outbox: Pick<Outbox, "save">; readonly receipts: Receipts },
): Promise<Submission> {
  if (isTooFast(survey)) return { status: "too_fast" };
  const id = surveyObjectKey(survey);
  const code = await receiptCode(survey);
  // A storage that cannot be read cannot be written either, and the outbox says why.
  const earlier = await receipts.all().catch(() => []);
  if (earlier.some((receipt) => receipt.id === id && receipt.code !== code)) {
    return { status: "conflicting" };
  }
  try {
    await outbox.save(survey);
  } catch (error) {
    if (error instanceof ConflictingSurveyError) return { status: "conflicting" };
    if (error instanceof RefusedSurveyError) return { status: "refused" };
    if (error instanceof OutboxStorageError) return { status: "not_saved", code: error.code };
    throw error;
  }
  // Only now: a receipt for what was not saved would be a promise that nobody keeps. If it cannot be kept, the survey is
  // safe nevertheless, and only missing in the list of what was submitted.
  await receipts.keep({ id, code, submittedAt: new Date().toISOString() }).catch(() => undefined);
  return { status: "saved", id, code };
}

/** As the processor judges it. */
function isTooFast(survey: Survey): boolean {
  const judged = judgeSurvey(JSON.stringify(survey));
  return !judged.valid && judged.reasons.some(({ code }) => code === "too_fast");
}
