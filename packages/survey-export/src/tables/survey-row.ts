import {
  type NamedItem,
  type Questionnaire,
  type Submission,
  scoresOf,
  timeOfSubmission,
} from "@lab/survey-schema";
import * as z from "zod";
import type { Cell, Row } from "./column.ts";
import { optionColumnName } from "./survey-columns.ts";

/** The fields of a survey's JSON. That it is well-formed was seen when it was accepted. */
export const surveyFieldsSchema = z.record(z.string(), z.unknown());
export type SurveyFields = Readonly<z.infer<typeof surveyFieldsSchema>>;

/**
 * Writes the rows of one version of a questionnaire. What the ledger has is taken from there, the answers from the survey.
 *
 * @param columns - the names of the table's columns. They are those of all versions.
 */
export function surveyRows(
  definition: Questionnaire,
  columns: readonly string[],
): (submission: Submission, survey: SurveyFields) => Row {
  const place = new Map(columns.map((name, index) => [name, index]));
  const readers = definition.items.flatMap((item) => itemReaders(item, place));
  const scores = definition.scores.map(({ name }) => name);
  return (submission, survey) => {
    const row: Cell[] = columns.map(() => null);
    const put = (name: string, cell: Cell | undefined) => {
      const index = place.get(name);
      if (index !== undefined && cell !== undefined) row[index] = cell;
    };
    for (const [name, cell] of envelopeCells(submission, survey)) put(name, cell);
    for (const { index, name, read } of readers) {
      if (Object.hasOwn(survey, name)) row[index] = read(survey[name]);
    }
    if (scores.length > 0) {
      const computed = scoresOf(definition, survey);
      for (const name of scores) put(name, computed[name]);
    }
    return row;
  };
}

function envelopeCells(
  submission: Submission,
  survey: SurveyFields,
): readonly (readonly [string, Cell | undefined])[] {
  // The seed's surveys, which name no questionnaire, may have other things under these names.
  const times = Object.hasOwn(survey, "questionnaire") ? survey : {};
  return [
    ["participant", submission.user_id],
    ["submission_time", timeOfSubmission(submission)],
    ["timezone", submission.timezone],
    ["utc_offset", submission.utc_offset],
    ["scheduled_at", submission.scheduled_at],
    ["notified_at", textOf(times.notified_at)],
    ["started_at", textOf(times.started_at)],
    ["received_at", submission.received_at],
    ["questionnaire", submission.questionnaire],
    ["version", submission.version],
    ["seconds", submission.time_elapsed],
    ["flags", submission.flags?.join(" ")],
  ];
}

interface ItemReader {
  readonly index: number;
  readonly name: string;
  readonly read: (answer: unknown) => Cell;
}

function itemReaders(item: NamedItem, place: ReadonlyMap<string, number>): ItemReader[] {
  const { name } = item;
  if (item.kind !== "multiple_choice") {
    const index = place.get(name);
    return index === undefined ? [] : [{ index, name, read: cellOf }];
  }
  return item.options.flatMap(({ code }) => {
    const index = place.get(optionColumnName(name, code));
    if (index === undefined) return [];
    return [{ index, name, read: (answer) => (Array.isArray(answer) && answer.includes(code) ? 1 : 0) }];
  });
}

function cellOf(answer: unknown): Cell {
  return typeof answer === "number" || typeof answer === "string" ? answer : null;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
