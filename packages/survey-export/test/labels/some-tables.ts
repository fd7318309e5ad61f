import {
  date,
  defineQuestionnaire,
  likert,
  multipleChoice,
  number,
  singleChoice,
  slider,
  text,
} from "@lab/survey-schema";
import { codebookOf } from "@lab/survey-schema/codebook";
import type { DescribedTable } from "../../src/labels/described-table.ts";
import { participantsTable } from "../../src/tables/participants-table.ts";
import { surveyColumns } from "../../src/tables/survey-columns.ts";

const common = { id: "evening", languages: ["en", "de"] } as const;
const place = { home: { en: "At home", de: "Zu Hause" }, work: { en: "At work", de: "Bei der Arbeit" } };

const version1 = defineQuestionnaire({
  ...common,
  version: 1,
  title: { en: "Evening", de: "Abend" },
  items: { calm: likert({ en: "Calm?", de: "Ruhig?" }, ["1", "2", "3"]) },
});
const version2 = defineQuestionnaire({
  ...common,
  version: 2,
  title: { en: "<b>Evening</b> & night", de: "Abend" },
  items: {
    calm: likert({ en: "Calm today?", de: "Ruhig?" }, ["1", "2", "3"], { reverse: true }),
    tense: likert(
      { en: "Tense", de: "Angespannt" },
      { points: 7, low: { en: "no", de: "nein" }, high: { en: "yes", de: "ja" } },
    ),
    place: singleChoice({ en: "Where?", de: "Wo?" }, place),
    company: multipleChoice({ en: "With whom?", de: "Mit wem?" }, place, { required: false }),
    part: slider(
      { en: "Part", de: "Teil" },
      { min: 0, max: 1, step: 0.25, low: { en: "none", de: "nichts" } },
    ),
    hours: number(
      { en: "Hours", de: "Stunden" },
      { min: 0, max: 24, decimals: 1, showIf: { place: { equals: "work" } } },
    ),
    day: date({ en: "Day", de: "Tag" }, { min: "2020-01-01" }),
    note: text({ en: "Note", de: "Notiz" }, { required: false, maxCharacters: 20_000 }),
  },
  rules: { minSeconds: 3 },
});
const codebook = codebookOf(
  [version1, version2],
  [
    {
      item: "calm",
      part: "label",
      reason: "<i>missing</i> word",
      from: { version: "evening@1", wording: "Calm?" },
      to: { version: "evening@2", wording: "Calm today?" },
    },
  ],
);

/** A questionnaire's table and one without, as an export has them. */
export const someTables: readonly DescribedTable[] = [
  {
    table: { name: "evening", title: "Surveys of evening", columns: surveyColumns(codebook) },
    codebook,
    rows: 2_000,
    empty: new Map([
      ["note", 1_500],
      ["hours", 1],
    ]),
  },
  { table: participantsTable, rows: 0, empty: new Map() },
];
