import { withdrawalSchema } from "@lab/survey-schema";
import { UnreadableWithdrawalError } from "../errors/processor-errors.ts";
import type { ParticipantState } from "./stores.ts";

/** Attributes of participants' records that have submission times, by the ids of their questionnaires. */
export type TimeAttributes = ReadonlyMap<string, string>;

/**
 * Reads what a participant's record says of the surveys that may still come.
 *
 * A tombstone that cannot be read stops everything of its participant, since it must not be taken for none.
 *
 * @param item - the record, or only the attributes that {@link participantProjection} asks for.
 * @throws UnreadableWithdrawalError
 */
export function participantState(
  item: Readonly<Record<string, unknown>>,
  attributes: TimeAttributes,
): ParticipantState {
  const withdrawal = withdrawalSchema.safeParse(item.withdrawal);
  if (item.withdrawal !== undefined && !withdrawal.success) throw new UnreadableWithdrawalError();
  const times = new Map<string, string>();
  for (const [questionnaire, attribute] of attributes) {
    const time = item[attribute];
    if (typeof time === "string") times.set(questionnaire, time);
  }
  return { withdrawal: withdrawal.data, times };
}

/** What a request says to get only what {@link participantState} looks at. */
export function participantProjection(attributes: TimeAttributes): {
  readonly ProjectionExpression: string;
  readonly ExpressionAttributeNames: Readonly<Record<string, string>>;
} {
  const names = ["user_id", "withdrawal", ...attributes.values()];
  const placeholders = names.map((name, i) => [`#a${i}`, name] as const);
  return {
    ProjectionExpression: placeholders.map(([placeholder]) => placeholder).join(", "),
    ExpressionAttributeNames: Object.fromEntries(placeholders),
  };
}
