import { styleText } from "node:util";
import { columns } from "@lab/command-line";
import type { RedriveOutcome, RejectedListing } from "@lab/survey-stack";

const n = (value: number) => value.toLocaleString("en");

/** Rejected surveys that can be judged again, one a line. */
export function rejectedReport(rejected: readonly RejectedListing[]): string {
  if (rejected.length === 0)
    return styleText(["bold", "green"], "No rejected survey needs to be judged again.");
  const rows = rejected.map(({ messageId, sentAt, reasons, questionnaire = "", isKnownNow }) => [
    messageId,
    sentAt,
    reasons.join(", "),
    questionnaire,
    isKnownNow ? "yes" : "no",
  ]);
  const known = rejected.filter(({ isKnownNow }) => isKnownNow).length;
  return [
    columns(rows, ["message", "sent", "reasons", "questionnaire", "known now"]),
    "",
    styleText("bold", `${n(known)} can be judged again. With --run they are given to the processor.`),
  ].join("\n");
}

/**
 * What became of them, by verdict.
 *
 * @param notKnown - how many were left, since this checkout's study does not have their questionnaire either.
 */
export function rejudgedReport(outcomes: readonly RedriveOutcome[], notKnown: number): string {
  const judged = outcomes.filter(({ status }) => status !== "missing");
  const missing = outcomes.length - judged.length;
  const verdicts = judged.map((outcome) =>
    outcome.status === "redriven" ? (outcome.verdict ?? "verdict unknown") : outcome.status,
  );
  const by = [...Map.groupBy(verdicts, (verdict) => verdict)].map(
    ([verdict, those]) => `${n(those.length)} ${verdict}`,
  );
  const failed = outcomes.some(({ status }) => status === "failed");
  const rest = [
    ...(failed ? [" Those that failed wait under undelivered/. Run `lab-survey redrive --run` later."] : []),
    ...(missing > 0 ? [` ${n(missing)} missing. Somebody else had them judged again.`] : []),
    ...(notKnown > 0 ? [` ${n(notKnown)} left, of versions that this study does not have.`] : []),
  ].join("");
  const text = `${n(judged.length)} judged again${by.length > 0 ? `: ${by.join(", ")}` : ""}.${rest}`;
  return styleText(["bold", failed ? "red" : "green"], text);
}
