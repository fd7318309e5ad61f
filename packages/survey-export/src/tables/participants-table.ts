import { timeOfSubmission, type Withdrawal } from "@lab/survey-schema";
import type { AcceptedSurvey } from "../reading/participant-surveys.ts";
import type { Row, Table } from "./column.ts";
import { plainColumn } from "./survey-columns.ts";

/** One row for each participant who has an accepted survey, or has withdrawn and is kept. */
export const participantsTable: Table = {
  name: "participants",
  title: "Participants",
  columns: [
    plainColumn("participant", "text", "Participant's id"),
    plainColumn("surveys", "integer", "Number of accepted surveys"),
    plainColumn("first_submission", "local_time", "First accepted survey, by the device's clock"),
    plainColumn("last_submission", "local_time", "Last accepted survey, by the device's clock"),
    plainColumn(
      "last_received_at",
      "utc_time",
      "When the queue last took a survey that was accepted, in UTC",
    ),
    plainColumn("withdrawn_at", "utc_time", "When the participant withdrew, in UTC. Empty: takes part"),
  ],
};

/**
 * A participant's row of {@link participantsTable}.
 *
 * @param participant - the name under which they are exported.
 * @param surveys - the oldest first.
 */
export function participantRow(
  participant: string,
  surveys: readonly AcceptedSurvey[],
  withdrawal: Withdrawal | undefined,
): Row {
  const times = surveys.map(({ submission }) => timeOfSubmission(submission));
  const received = surveys.map(({ submission }) => submission.received_at).sort();
  return [
    participant,
    surveys.length,
    times.at(0) ?? null,
    times.at(-1) ?? null,
    received.at(-1) ?? null,
    withdrawal?.at ?? null,
  ];
}
