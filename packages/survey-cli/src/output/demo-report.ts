import { styleText } from "node:util";
import { columns } from "@lab/command-line";
import type { RejectionReason } from "@lab/survey-schema";
import type { StackState } from "@lab/survey-stack";

const inWords: Readonly<Record<RejectionReason["code"], string>> = {
  not_json: "not a JSON text",
  malformed: "not a well-formed survey",
  too_fast: "answered in 3 seconds or less",
  no_text: "the free text is blank",
  wrong_sender: "sent with credentials that are not the participant's",
  conflicting: "a different survey holds this participant and second",
};

/** Prints where each of the sent files is now. @param fileOf - Files by message id, and by body. */
export function printState(
  state: StackState,
  fileOf: ReadonlyMap<string, string>,
  print: (text: string) => void,
): void {
  print(heading("2  The surveys bucket: each accepted survey, byte for byte"));
  const objects = [...state.surveys].map(([key, body]) => [key, fileOf.get(body) ?? "?"]);
  print(columns(objects, ["key", "from"]));

  print(heading("3  The participants table: newest answers, and how many were accepted"));
  const participants = state.participants
    .toSorted((a, b) => a.user_id.localeCompare(b.user_id))
    .map((p) => [
      p.user_id,
      p.num_submission,
      `${p.q1} ${p.q2} ${p.q3} ${p.q4} ${p.q5}`,
      p.last_submission_time.replace("T", " "),
      p.freetext,
    ]);
  print(columns(participants, ["participant", "surveys", "q1 … q5", "last submission", "free text"]));

  print(heading("4  The rejected bucket: kept with every reason, never counted"));
  const rejected = [...state.rejected.values()]
    .map(({ message_id, reasons }) => [
      fileOf.get(message_id) ?? "?",
      reasons.map(({ code }) => code).join(", "),
      reasons.map(({ code }) => inWords[code]).join("; "),
    ])
    .sort(([a = ""], [b = ""]) => a.localeCompare(b, "en", { numeric: true }));
  print(columns(rejected, ["file", "reasons", "in words"]));
}

export function heading(text: string): string {
  return `\n${styleText("bold", text)}\n`;
}
