import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  csvHeader,
  csvLine,
  type DescribedTable,
  labelFiles,
  participantsTable,
  type Row,
  rejectedTable,
  spssData,
  surveyColumns,
  surveyRows,
  type Table,
} from "@lab/survey-export";
import { type Questionnaire, randomAnswers, type Submission } from "@lab/survey-schema";
import { codebookOf } from "@lab/survey-schema/codebook";
import { anyChance, anyQuestionnaire } from "@lab/survey-schema/random";
import fc from "@lab/testing/fast-check";
import { hardAnswers, hardVersions } from "./hard-study.ts";
import { hardTexts } from "./hard-texts.ts";

/** How many questionnaires are drawn at random, and how many surveys of each. */
const QUESTIONNAIRES = 12;
const SURVEYS = 10;

/** A table with what is in it. */
export interface ExportedTable {
  readonly table: Table;
  /** Of a questionnaire's table, the oldest first. */
  readonly versions?: readonly Questionnaire[];
  readonly rows: readonly Row[];
}

/** Tables of every kind, with all that is hard to write in them. */
export const exportedTables: readonly ExportedTable[] = [
  surveyTable("hard", hardVersions, [
    ...hardAnswers,
    ...hardTexts.map(
      (note) => [2, { with: 1, all: 1, note, note_2: [...note].slice(0, 10_000).join("") }] as const,
    ),
  ]),
  ...fc
    .sample(
      fc.tuple(anyQuestionnaire, fc.array(anyChance, { minLength: SURVEYS, maxLength: SURVEYS })),
      QUESTIONNAIRES,
    )
    .map(([questionnaire, chances], index) =>
      surveyTable(
        `random_${index + 1}`,
        [questionnaire],
        chances.map((chance) => [1, randomAnswers(questionnaire, chance)] as const),
      ),
    ),
  {
    table: participantsTable,
    rows: [
      ["0001", 3, "2021-09-28T12:00:00", "2021-09-30T12:03:00", "2021-09-30T10:03:01.123Z", null],
      ["-leading", 0, null, null, null, "2021-10-01T00:00:00.000Z"],
    ],
  },
  {
    table: rejectedTable({ bodies: true }),
    // Python's module for CSV takes no cells of this size, unless it is told to.
    rows: [...hardTexts, "long, ".repeat(30_000)].map((body, index) => [
      `message-${index}`,
      "2021-09-28T10:00:00.000Z",
      "2021-09-28T10:00:01.000Z",
      index % 2 === 0 ? null : "007",
      "malformed too_fast",
      index % 3 === 0 ? null : "q1 must be an integer, from 1 to 5; q2 is missing",
      body,
    ]),
  },
  { table: { ...rejectedTable(), name: "nothing" }, rows: [] },
];

type AnsweredVersion = readonly [version: number, answers: Readonly<Record<string, unknown>>];

function surveyTable(
  name: string,
  versions: readonly Questionnaire[],
  answered: readonly AnsweredVersion[],
): ExportedTable {
  const columns = surveyColumns(codebookOf(versions));
  const names = columns.map((column) => column.name);
  const rows = answered.map(([version, answers], index) => {
    const definition = versions.find((one) => one.version === version);
    if (definition === undefined) throw new Error(`there is no version ${version}`);
    return surveyRows(definition, names)(submissionOf(definition, index), { ...times(index), ...answers });
  });
  return { table: { name, title: `Surveys of ${name}`, columns }, versions, rows };
}

function submissionOf({ id, version }: Questionnaire, index: number): Submission {
  const second = String(index % 60).padStart(2, "0");
  return {
    format: 1,
    user_id: ["0001", "-5", "-x", "1e5", "NA"][index % 5] ?? "",
    submission_time: `2021-10-31T02:30:${second}`,
    object_key: `${index}.json`,
    canonical_sha256: "0".repeat(64),
    object_etag: "e",
    received_at: `2021-10-31T00:30:${second}.007Z`,
    questionnaire: id,
    version,
    time_elapsed: 1e-3 + index / 3,
    ...(index % 2 === 0 && { timezone: "Europe/Berlin", utc_offset: "+02:00" }),
    ...(index % 3 === 0 && { flags: ["too_slow", "straight_lined"] }),
  };
}

function times(index: number): Readonly<Record<string, string>> {
  return index % 2 === 0 ? { questionnaire: "hard@2", started_at: "2021-10-31T02:29:00.5-03:30" } : {};
}

/** Writes the tables and their labels into a folder, as an export does. */
export async function writeExport(folder: string, tables: readonly ExportedTable[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const described: DescribedTable[] = [];
  for (const { table, versions, rows } of tables) {
    const { name, columns } = table;
    const spss = spssData(table);
    const csv = csvHeader(columns.map((column) => column.name)) + rows.map(csvLine).join("");
    await writeFile(join(folder, `${name}.csv`), csv);
    await writeFile(join(folder, spss.file), rows.map(spss.line).join(""));
    const empty = columns.map(
      (column, i) => [column.name, rows.filter((row) => row[i] === null).length] as const,
    );
    const codebook = versions && { codebook: codebookOf(versions) };
    described.push({ table, ...codebook, spss, rows: rows.length, empty: new Map(empty) });
  }
  for (const [name, content] of labelFiles({ title: "Study", tables: described })) {
    await writeFile(join(folder, name), content);
  }
}
