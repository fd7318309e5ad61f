import { judge } from "@lab/study";
import {
  ConflictingSurveyError,
  type Outbox,
  type OutboxStorageCode,
  OutboxStorageError,
  RefusedSurveyError,
} from "@lab/survey-client";
import { type RejectionReason, type Survey, surveyObjectKey } from "@lab/survey-schema";
import type { Receipts } from "../study/receipts.ts";
import { receiptCode } from "./receipt-code.ts";

/**
 * What came of a submission:
 *
 * - `saved`: it is on the device, durably, and will be sent; here is its code;
 * - `too_fast`: it was answered in so many seconds or less, and would not count. Nothing is saved; time goes
 *   on, and submitting again is another survey;
 * - `conflicting`: a different survey of this participant and second was submitted on this device. Submitting
 *   again, a second later, is another survey;
 * - `refused`: it is no survey that could be sent or would count, because of these items, if it can be told.
 *   The form lets none through;
 * - `not_saved`: the device's storage failed.
 */
export type Submission =
  | { readonly status: "saved"; readonly id: string; readonly code: string }
  | { readonly status: "too_fast"; readonly seconds: number }
  | { readonly status: "conflicting" }
  | { readonly status: "refused"; readonly items: readonly string[] }
  | { readonly status: "not_saved"; readonly code: OutboxStorageCode };

/**
 * Saves a survey in the outbox, and keeps its receipt. The outbox alone would take a different survey of the
 * same second once the first was sent, and the processor would set it aside as conflicting: the receipts know
 * better.
 *
 * @param text - the survey as JSON.
 */
export async function submitSurvey(
  text: string,
  { outbox, receipts }: { readonly outbox: Pick<Outbox, "save">; readonly receipts: Receipts },
): Promise<Submission> {
  const parsed = judge.parse(text);
  if (!parsed.wellFormed) return { status: "refused", items: itemsIn(parsed.reasons) };
  if (!parsed.known) return { status: "refused", items: [] };
  const prevented = preventedBy(parsed.survey);
  if (prevented !== undefined) return prevented;
  const id = surveyObjectKey(parsed.survey);
  const code = await receiptCode(parsed.json);
  // A storage that cannot be read cannot be written either, and the outbox says why.
  const earlier = await receipts.all().catch(() => []);
  if (earlier.some((receipt) => receipt.id === id && receipt.code !== code)) {
    return { status: "conflicting" };
  }
  try {
    await outbox.save(text);
  } catch (error) {
    if (error instanceof ConflictingSurveyError) return { status: "conflicting" };
    if (error instanceof RefusedSurveyError) return { status: "refused", items: [] };
    if (error instanceof OutboxStorageError) return { status: "not_saved", code: error.code };
    throw error;
  }
  // Only now: a receipt for what was not saved would be a promise that nobody keeps. If it cannot be kept,
  // the survey is
  // safe nevertheless, and only missing in the list of what was submitted.
  await receipts.keep({ id, code, submittedAt: new Date().toISOString() }).catch(() => undefined);
  return { status: "saved", id, code };
}

/**
 * What the processor would reject is not saved, with one exception. Attention checks are not given away: a
 * survey that fails one is sent like any other, and the lab sees what came of it.
 */
function preventedBy(survey: Survey): Submission | undefined {
  const codes = judge.applyRules(survey).reasons.map(({ code }) => code);
  const { items, rules } = survey.definition;
  if (codes.includes("too_fast")) return { status: "too_fast", seconds: rules.minSeconds ?? 0 };
  if (!codes.includes("no_text")) return undefined;
  return { status: "refused", items: items.filter(({ kind }) => kind === "text").map(({ name }) => name) };
}

/** The items that are named by what is wrong with the shape of a survey. */
function itemsIn(reasons: readonly RejectionReason[]): string[] {
  const issues = reasons.flatMap((reason) => (reason.code === "malformed" ? reason.issues : []));
  return [...new Set(issues.map(({ path: [name = ""] }) => String(name)))];
}
