import * as z from "zod/mini";
import { isUtcDateTime } from "../judge/dates.ts";

/**
 * The tombstone of a participant who has withdrawn, the attribute `withdrawal` of the participant's record. It holds no answer.
 *
 * - `keep`: what was collected stays. Surveys that the queue took before `at` are processed as usual, later ones are withdrawn.
 * - `erase`: what was collected is deleted. All surveys are withdrawn, whenever they were sent.
 */
export const withdrawalSchema = z.object({
  mode: z.enum(["keep", "erase"]),
  /**
   * Since when, by the service's clock: ISO 8601, UTC, with milliseconds, as `toISOString` writes it. Times of this form can be compared
   * as text, which DynamoDB does.
   */
  at: z.string().check(z.refine((time) => isUtcDateTime(time) && new Date(time).toISOString() === time)),
  /** Who ran the command. */
  by: z.string().check(z.minLength(1), z.maxLength(512)),
});
/** A participant's tombstone: see {@link withdrawalSchema}. */
export type Withdrawal = Readonly<z.infer<typeof withdrawalSchema>>;

/**
 * Whether a survey may no longer be taken, since its participant has withdrawn.
 *
 * @param withdrawal - the participant's tombstone, if there is one.
 * @param sentAt - when the queue took the survey, in milliseconds since 1970 (SQS's `SentTimestamp`).
 * @example
 * const withdrawal = { mode: "keep", at: "2026-03-02T12:00:00.000Z", by: "anna@lab" } as const;
 * isWithdrawn(withdrawal, Date.parse("2026-03-02T11:59:59Z")); // false
 */
export function isWithdrawn(withdrawal: Withdrawal | undefined, sentAt: number): boolean {
  if (withdrawal === undefined) return false;
  return withdrawal.mode === "erase" || sentAt >= Date.parse(withdrawal.at);
}
