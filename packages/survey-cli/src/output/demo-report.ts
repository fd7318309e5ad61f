import { styleText } from "node:util";
import { columns } from "@lab/command-line";
import { reasonsInWords } from "@lab/survey-report";
import { newestVersion, type Participant, type Study } from "@lab/survey-schema";
import type { StackState } from "@lab/survey-stack";

/** Prints where each of the sent files is now. @param fileOf - Files by message id, and by body. */
export function printState(
  state: StackState,
  study: Study,
  fileOf: ReadonlyMap<string, string>,
  print: (text: string) => void,
): void {
  print(heading("2  The surveys bucket: each accepted survey, byte for byte"));
  const objects = [...state.surveys].map(([key, body]) => [key, fileOf.get(body) ?? "?"]);
  print(columns(objects, ["key", "from"]));

  print(heading("3  The participants table: newest answers, and how many were accepted"));
  const shown = answerColumns(study);
  const participants = state.participants
    .toSorted((a, b) => a.user_id.localeCompare(b.user_id))
    .map((participant) => [
      participant.user_id,
      participant.num_submission,
      String(participant.last_submission_time ?? "").replace("T", " "),
      ...shown.map(({ answer }) => answer(participant)),
    ]);
  print(
    columns(participants, ["participant", "surveys", "last submission", ...shown.map(({ title }) => title)]),
  );

  print(heading("4  The rejected bucket: kept with every reason, never counted"));
  const rejected = [...state.rejected.values()]
    .map(({ message_id, reasons }) => [
      fileOf.get(message_id) ?? "?",
      reasons.map(({ code }) => code).join(", "),
      reasons.map(({ code }) => reasonsInWords[code]).join("; "),
    ])
    .sort(([a = ""], [b = ""]) => a.localeCompare(b, "en", { numeric: true }));
  print(columns(rejected, ["file", "reasons", "in words"]));
}

/** The answers to the default questionnaire: all short ones in one column, and a column for each text. */
function answerColumns(study: Study) {
  const items = newestVersion(study, study.defaultQuestionnaire ?? "")?.items ?? [];
  const nameOf = ({ name }: { readonly name: string }) => name;
  const short = items.filter(({ kind }) => kind !== "text").map(nameOf);
  const texts = items.filter(({ kind }) => kind === "text").map(nameOf);
  const answered = (names: readonly string[]) => (participant: Participant) =>
    names.map((name) => String(participant[name] ?? "–")).join(" ");
  const inOne = { title: [...new Set([short.at(0), short.at(-1)])].join(" … "), answer: answered(short) };
  return [
    ...(short.length > 0 ? [inOne] : []),
    ...texts.map((name) => ({ title: name, answer: answered([name]) })),
  ];
}

export function heading(text: string): string {
  return `\n${styleText("bold", text)}\n`;
}
