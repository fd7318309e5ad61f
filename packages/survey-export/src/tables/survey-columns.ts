import type { Codebook, CodebookVariable } from "@lab/survey-schema/codebook";
import type { CellKind, Column, LabelledValue } from "./column.ts";

/** A column that is no answer. Its label is in English, as all that the commands say. */
export function plainColumn(name: string, kind: CellKind, label: string): Column {
  return { name, kind, labels: english(label), values: [], freeText: false };
}

/** What every survey has, before its answers. Items cannot have these names. */
const envelopeColumns = [
  plainColumn("participant", "text", "Participant's id"),
  plainColumn("submission_time", "local_time", "When it was answered, by the device's clock"),
  plainColumn("timezone", "text", "Time zone of the device"),
  plainColumn("utc_offset", "text", "Offset of the device's clock from UTC"),
  plainColumn("scheduled_at", "offset_time", "When the prompt was planned"),
  plainColumn("notified_at", "offset_time", "When the participant was notified"),
  plainColumn("started_at", "offset_time", "When the participant began to answer"),
  plainColumn("received_at", "utc_time", "When the queue took it, in UTC"),
  plainColumn("questionnaire", "text", "Questionnaire"),
  plainColumn("version", "integer", "Version of the questionnaire"),
  plainColumn("seconds", "number", "How long answering took, in seconds"),
  plainColumn("flags", "text", "What was noticed and does not speak against it, separated by spaces"),
] as const;

/**
 * The columns of a questionnaire's table: what every survey has, then every item that any version ever asked, then the scores.
 *
 * @example surveyColumns(codebookOf([daily])).map(({ name }) => name) // ["participant", …, "flags", "q1", …, "freetext"]
 */
export function surveyColumns(codebook: Codebook): Column[] {
  const scores = new Set(
    codebook.versions.toReversed().flatMap((version) => version.scores.map(({ name }) => name)),
  );
  return [
    ...envelopeColumns,
    ...codebook.variables.flatMap(itemColumns),
    ...[...scores].map((name) => plainColumn(name, "number", `Score ${name}`)),
  ];
}

/** The column of a multiple choice's option. No item's name has two underscores in a row, so it is no item's. */
export function optionColumnName(item: string, code: string): string {
  return `${item}__${code}`;
}

function itemColumns(variable: CodebookVariable): Column[] {
  const { name, labels, kind } = variable;
  if (kind !== "multiple_choice") {
    return [
      {
        name,
        kind: cellKinds[kind](variable),
        labels,
        values: labelledValues(variable),
        freeText: kind === "text",
        variable,
      },
    ];
  }
  return variable.values.map(({ value, labels: optionLabels }) => ({
    name: optionColumnName(name, String(value)),
    kind: "integer",
    labels: optionLabels,
    values: [
      { value: 0, labels: english("not chosen") },
      { value: 1, labels: english("chosen") },
    ],
    freeText: false,
    variable,
    option: String(value),
  }));
}

/** How the answers of each kind of item are kept. */
const cellKinds: Readonly<
  Record<Exclude<CodebookVariable["kind"], "multiple_choice">, (variable: CodebookVariable) => CellKind>
> = {
  likert: () => "integer",
  slider: ({ range: { min, step } }) => (isWhole(min) && isWhole(step) ? "integer" : "number"),
  number: ({ range: { decimals } }) => (decimals === 0 ? "integer" : "number"),
  single_choice: () => "text",
  text: () => "text",
  date: () => "date",
  time: () => "time",
};

function isWhole(value: number | string | undefined): boolean {
  return Number.isInteger(value);
}

function labelledValues({ values }: CodebookVariable): LabelledValue[] {
  return values.map(({ value, labels }) => ({ value, labels }));
}

function english(value: string) {
  return [{ language: "en", value, versions: [] }];
}
