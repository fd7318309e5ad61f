import {
  namedParticipant,
  type RejectedDocument,
  type RejectedSurvey,
  type SurveyIssue,
} from "@lab/survey-schema";
import type { Row, Table } from "./column.ts";
import { plainColumn } from "./survey-columns.ts";

/**
 * One row for each rejected survey, with its reasons.
 *
 * @param options - `bodies`: also the survey as it was received. Default: false.
 */
export function rejectedTable({ bodies = false }: { readonly bodies?: boolean } = {}): Table {
  return {
    name: "rejected",
    title: "Rejected surveys",
    columns: [
      plainColumn("message_id", "text", "Id of the message"),
      plainColumn("sent_at", "utc_time", "When the queue took it, in UTC"),
      plainColumn("rejected_at", "utc_time", "When it was rejected, in UTC"),
      plainColumn("participant", "text", "Participant whom it names. Empty: it names nobody"),
      plainColumn("reasons", "text", "Every reason that applies, separated by spaces"),
      plainColumn("details", "text", "What is wrong with its form, or which questionnaire is not known"),
      ...(bodies ? [{ ...plainColumn("body", "text", "As it was received"), freeText: true }] : []),
    ],
  };
}

export interface RejectedRowOptions {
  /** The name under which a participant is exported. */
  readonly nameOf: (user_id: string) => string;
  readonly bodies: boolean;
}

/** The row of {@link rejectedTable} of a rejected survey. Of a participant who has withdrawn, nothing is known but the times. */
export function rejectedRow(document: RejectedDocument, { nameOf, bodies }: RejectedRowOptions): Row {
  const { message_id, sent_at, rejected_at, reasons } = document;
  const survey = "body" in document ? document : undefined;
  const participant = survey && namedParticipant(survey.body);
  return [
    message_id,
    sent_at,
    rejected_at,
    participant === undefined ? null : nameOf(participant),
    reasons.map(({ code }) => code).join(" "),
    survey === undefined ? null : detailsOf(survey) || null,
    ...(bodies ? [survey?.body ?? null] : []),
  ];
}

function detailsOf({ reasons }: RejectedSurvey): string {
  return reasons
    .flatMap((reason) => {
      if (reason.code === "malformed") return reason.issues.map(issueText);
      return reason.code === "unknown_questionnaire" ? [reason.questionnaire] : [];
    })
    .join("; ");
}

function issueText({ path, message }: SurveyIssue): string {
  return path.length === 0 ? message : `${path.join(".")} ${message}`;
}
