import { styleText } from "node:util";
import { columns } from "@lab/command-line";
import { timeOfSubmission } from "@lab/survey-schema";
import type { ParticipantContents } from "@lab/survey-stack";

/** All about one participant, answers included, for a person to read. */
export function participantReport({ record, submissions, bodies }: ParticipantContents): string {
  const lines = [
    heading("The record: the newest answers to each questionnaire"),
    record === undefined ? "  There is none." : columns(attributes(record)),
    heading("The ledger: every accepted survey, the oldest first"),
    submissions.length === 0
      ? "  There is none."
      : columns(
          submissions.map((one) => [
            timeOfSubmission(one).replace("T", " "),
            `${one.questionnaire}@${one.version}`,
            one.time_elapsed,
            one.flags?.join(", ") ?? "",
            one.object_key,
          ]),
          ["answered", "questionnaire", "seconds", "flags", "key in the surveys bucket"],
        ),
    ...(bodies.size === 0 ? [] : [heading("The raw surveys: as they were received")]),
    ...[...bodies].map(([key, body]) => `  ${key}\n${body}\n`),
  ];
  return lines.join("\n");
}

/**
 * Attributes by name, the default questionnaire's answers among them. Those of others stand in a map, and are told one by one. DynamoDB
 * gives both in any order.
 */
function attributes(record: NonNullable<ParticipantContents["record"]>): [string, string][] {
  const rows = Object.entries(record).flatMap(([name, value]): [string, string][] =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.entries(value).map(([inner, one]) => [`${name}.${inner}`, inWords(one)])
      : [[name, inWords(value)]],
  );
  return rows.sort(([a], [b]) => a.localeCompare(b, "en"));
}

function inWords(value: unknown): string {
  return Array.isArray(value) ? value.join(", ") : String(value);
}

function heading(text: string): string {
  return `\n${styleText("bold", text)}\n`;
}
