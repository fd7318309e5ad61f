import { definitionHash } from "@lab/study/lock";
import { questionnaireRef, type Study } from "@lab/survey-schema";
import { type Codebook, type CodebookCorrection, codebookOf } from "@lab/survey-schema/codebook";
import { parseJson } from "@lab/survey-stack";
import type { DescribedTable } from "../labels/described-table.ts";
import type { AcceptedSurvey } from "../reading/participant-surveys.ts";
import type { Row, Table } from "../tables/column.ts";
import { surveyColumns } from "../tables/survey-columns.ts";
import { surveyFieldsSchema, surveyRows } from "../tables/survey-row.ts";
import type { Manifest } from "./manifest.ts";
import type { OpenTable } from "./open-table.ts";

/** The tables of all questionnaires of a study, while they are being written. */
export interface QuestionnaireTables {
  /**
   * Writes the surveys of one participant.
   *
   * @param participant - the name under which they are exported.
   * @returns the surveys that could not be written, since this version of the study does not have their questionnaire.
   */
  write(
    participant: string,
    surveys: readonly AcceptedSurvey[],
  ): Promise<{ kind: "unknown_questionnaire"; key: string }[]>;
  end(): Promise<void>;
  /** Rows so far, by version. */
  summaries(): Manifest["tables"];
  /** What the labels of the tables are made of. */
  described(): DescribedTable[];
  /** The hash of each definition. */
  readonly definitions: Manifest["definitions"];
}

/** The codebook of each questionnaire of a study, over all its versions, by id. */
export function questionnaireCodebooks(
  { questionnaires }: Study,
  corrections: readonly CodebookCorrection[],
): ReadonlyMap<string, Codebook> {
  const ids = [...new Set(questionnaires.map(({ id }) => id))];
  return new Map(
    ids.map((id) => {
      const versions = questionnaires.filter((one) => one.id === id);
      return [id, codebookOf(versions, corrections)];
    }),
  );
}

/** The part of a codebook that is about the columns of a table, from which free texts may have been left out. */
function codebookOfTable(codebook: Codebook, { columns }: Table): Codebook {
  const shown = new Set(columns.map(({ variable }) => variable?.name));
  return {
    ...codebook,
    versions: codebook.versions.map((version) => ({
      ...version,
      variables: version.variables.filter((name) => shown.has(name)),
    })),
    variables: codebook.variables.filter(({ name }) => shown.has(name)),
  };
}

interface OpenVersion {
  readonly table: OpenTable;
  readonly row: ReturnType<typeof surveyRows>;
  rows: number;
}

/** Opens the table of each questionnaire of a study. */
export async function openQuestionnaires(
  study: Study,
  corrections: readonly CodebookCorrection[],
  open: (table: Table) => Promise<OpenTable>,
): Promise<QuestionnaireTables> {
  const codebooks = questionnaireCodebooks(study, corrections);
  const opened = new Map<string, OpenTable>();
  for (const [id, codebook] of codebooks) {
    opened.set(id, await open({ name: id, title: `Surveys of ${id}`, columns: surveyColumns(codebook) }));
  }
  const versions = new Map<string, OpenVersion>();
  for (const definition of study.questionnaires) {
    const table = opened.get(definition.id);
    if (table === undefined) continue;
    const names = table.table.columns.map(({ name }) => name);
    versions.set(questionnaireRef(definition), { table, row: surveyRows(definition, names), rows: 0 });
  }
  return {
    async write(participant, surveys) {
      const rows = new Map<OpenTable, Row[]>();
      const unknown: { kind: "unknown_questionnaire"; key: string }[] = [];
      for (const { submission, body } of surveys) {
        const ref = questionnaireRef({ id: submission.questionnaire, version: submission.version });
        const version = versions.get(ref);
        if (version === undefined) {
          unknown.push({ kind: "unknown_questionnaire", key: submission.object_key });
          continue;
        }
        const row = version.row(
          { ...submission, user_id: participant },
          surveyFieldsSchema.parse(parseJson(body)),
        );
        rows.set(version.table, [...(rows.get(version.table) ?? []), row]);
        version.rows++;
      }
      for (const [table, some] of rows) await table.write(some);
      return unknown;
    },
    async end() {
      for (const table of opened.values()) await table.end();
    },
    summaries: () =>
      [...opened].map(([name, { rows }]) => ({
        name,
        rows,
        versions: Object.fromEntries(
          [...versions].flatMap(([ref, version]) =>
            version.table.table.name === name ? [[ref, version.rows]] : [],
          ),
        ),
      })),
    described: () =>
      [...opened].map(([id, table]) => {
        const codebook = codebooks.get(id);
        return {
          ...table,
          rows: table.rows,
          empty: table.empty,
          ...(codebook && { codebook: codebookOfTable(codebook, table.table) }),
        };
      }),
    definitions: Object.fromEntries(
      study.questionnaires.map((definition) => [questionnaireRef(definition), definitionHash(definition)]),
    ),
  };
}
