import { existsSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Withdrawal } from "@lab/survey-schema";
import type { CodebookCorrection } from "@lab/survey-schema/codebook";
import { erasedParticipants, readWithdrawals, type Stack } from "@lab/survey-stack";
import { createTemporaryFolder } from "@lab/temporary-folder";
import { createRawZip } from "../formats/raw-zip.ts";
import { tableFormats } from "../formats/table-file.ts";
import { labelFiles } from "../labels/label-files.ts";
import { readParticipants } from "../reading/participant-surveys.ts";
import { type Activity, readActivity } from "../reading/read-activity.ts";
import { readRejectedSurveys } from "../reading/rejected-surveys.ts";
import type { SurveyCache } from "../reading/survey-cache.ts";
import { participantRow, participantsTable } from "../tables/participants-table.ts";
import { rejectedRow, rejectedTable } from "../tables/rejected-table.ts";
import { ErasedMeanwhileError, ExportFolderError } from "./export-errors.ts";
import { type Manifest, writeManifest } from "./manifest.ts";
import { openTable, withoutTexts } from "./open-table.ts";
import { pseudonym } from "./pseudonyms.ts";
import { openQuestionnaires } from "./questionnaire-tables.ts";

/** What an export can consist of: tables in three formats and for SPSS, and the surveys as they were received. */
export const exportFormats = [...tableFormats, "spss", "raw"] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** The title of the codebook and of the data package. */
const TITLE = "Survey data";

export interface ExportOptions {
  /** Where the export is to be. It must not exist yet. */
  readonly folder: string;
  /** Default: all. The codebook comes with each, and what reads the files in R, Python and Stata with `csv`. */
  readonly formats?: readonly ExportFormat[];
  /** Gives pseudonyms instead of ids. Raw surveys, and the bodies of rejected ones, have ids, and are left out. */
  readonly key?: Buffer | undefined;
  /** Whether what participants wrote freely is exported. Otherwise raw surveys are left out as well. Default: true. */
  readonly freeTexts?: boolean;
  /** Whether rejected surveys are exported as they were received. Default: false. */
  readonly rejectedBodies?: boolean;
  readonly cache: SurveyCache;
  /** What was declared of wordings: the study's lock has it. */
  readonly corrections: readonly CodebookCorrection[];
  /** Who runs it. */
  readonly by: string;
  readonly signal: AbortSignal;
  /** Called once with the number of surveys in the ledger, before any of them is read. */
  readonly onPlanned?: (surveys: number) => void;
  /** How many surveys have been written. */
  readonly onProgress?: (surveys: number) => void;
}

/** What an export did. */
export interface Exported {
  readonly manifest: Manifest;
  /** How many surveys were read from the bucket. The others were in the cache. */
  readonly fetched: number;
  /** How many participants were left out, since they are to be erased. */
  readonly erased: number;
}

/**
 * Exports what the ledger of a stack has: tidy tables, one for each questionnaire, with the participants and what was rejected. It is
 * written aside, and gets its name when it is whole. It can be interrupted and run again. What was read then comes from the cache.
 *
 * Rows are ordered by participant, and within one by time. Memory does not grow with the number of surveys, but with that of participants.
 *
 * @throws ExportFolderError when the folder exists; ErasedMeanwhileError; the signal's reason; whatever a request throws.
 */
export async function exportStudy(stack: Stack, options: ExportOptions): Promise<Exported> {
  const { folder, key, cache, signal } = options;
  if (existsSync(folder)) throw new ExportFolderError(folder);
  const exported_at = new Date().toISOString();
  const withdrawals = await readWithdrawals(stack);
  const activities = await readActivity(stack, { signal });
  const erased = erasedParticipants(withdrawals);
  const nameOf = (user_id: string) => (key === undefined ? user_id : pseudonym(user_id, key));
  const kept = [...new Set([...activities.keys(), ...withdrawals.keys()])].filter((id) => !erased.has(id));
  // By the name that is exported, so that the order tells nothing more of a participant.
  const participants = kept.map((id) => ({ id, name: nameOf(id) })).sort(byName);
  await cache.keepOnly(kept);
  options.onPlanned?.(kept.reduce((sum, id) => sum + (activities.get(id)?.surveys ?? 0), 0));

  await mkdir(dirname(folder), { recursive: true });
  await using aside = await createTemporaryFolder(`.${basename(folder)}`, dirname(folder));
  const written = await writeTables(stack, {
    ...options,
    participants,
    activities,
    nameOf,
    withdrawals,
    into: aside.path,
  });
  const manifest = await writeManifest(aside.path, {
    format: 1,
    exported_at,
    by: options.by,
    stack: {
      region: stack.outputs.region,
      surveys_bucket: stack.outputs.surveysBucketName,
      submissions_table: stack.outputs.submissionsTableName,
    },
    pseudonyms: key !== undefined,
    free_texts: options.freeTexts ?? true,
    tables: written.tables,
    definitions: written.definitions,
    problems: written.problems,
  });
  const erasedNow = erasedParticipants(await readWithdrawals(stack));
  if (kept.some((id) => erasedNow.has(id))) {
    await cache.keepOnly(kept.filter((id) => !erasedNow.has(id)));
    throw new ErasedMeanwhileError();
  }
  if (existsSync(folder)) throw new ExportFolderError(folder);
  await rename(aside.path, folder);
  return { manifest, fetched: written.fetched, erased: erased.size };
}

interface Named {
  readonly id: string;
  readonly name: string;
}

function byName(a: Named, b: Named): number {
  return a.name < b.name ? -1 : 1;
}

interface WriteOptions extends ExportOptions {
  readonly participants: readonly Named[];
  /** What the ledger had of each participant. */
  readonly activities: ReadonlyMap<string, Activity>;
  readonly nameOf: (user_id: string) => string;
  readonly withdrawals: ReadonlyMap<string, Withdrawal>;
  /** The folder that the files are written to. */
  readonly into: string;
}

async function writeTables(stack: Stack, options: WriteOptions) {
  const { formats = exportFormats, key, freeTexts = true, corrections, into } = options;
  const { participants, activities, nameOf } = options;
  const asTables = formats.filter((format) => format !== "raw");
  const shown = freeTexts ? (table: typeof participantsTable) => table : withoutTexts;
  const bodies = (options.rejectedBodies ?? false) && freeTexts && key === undefined;
  const questionnaires = await openQuestionnaires(stack.study, corrections, (table) =>
    openTable(into, shown(table), asTables),
  );
  const people = await openTable(into, participantsTable, asTables);
  const rejected = await openTable(into, rejectedTable({ bodies }), asTables);
  const raw =
    formats.includes("raw") && freeTexts && key === undefined
      ? createRawZip(join(into, "raw.zip"))
      : undefined;

  const problems: { kind: string; key: string }[] = [];
  let fetched = 0;
  let done = 0;
  const names = new Map(participants.map(({ id, name }) => [id, name]));
  for await (const one of readParticipants(stack, names.keys(), options)) {
    const { user_id, surveys } = one;
    const name = names.get(user_id) ?? user_id;
    problems.push(...one.problems, ...(await questionnaires.write(name, surveys)));
    // The ledger was read twice. It never loses an item, unless its participant is erased.
    if (surveys.length + one.problems.length < (activities.get(user_id)?.surveys ?? 0)) {
      problems.push({ kind: "items_gone", key: name });
    }
    await people.write([participantRow(name, surveys, options.withdrawals.get(user_id))]);
    await raw?.write(surveys);
    fetched += one.fetched;
    done += surveys.length;
    options.onProgress?.(done);
  }
  for await (const documents of readRejectedSurveys(stack, options.signal)) {
    await rejected.write(documents.map((document) => rejectedRow(document, { bodies, nameOf })));
  }
  await Promise.all([questionnaires.end(), people.end(), rejected.end(), raw?.end()]);
  const tables = [...questionnaires.described(), people, rejected];
  for (const [name, content] of labelFiles({ title: TITLE, tables })) {
    // What reads the CSV files is of no use without them.
    const isRead = formats.includes("csv") || name.startsWith("codebook") || name === "labels.sps";
    if (isRead) await writeFile(join(into, name), content);
  }
  return {
    tables: [
      ...questionnaires.summaries(),
      { name: people.table.name, rows: people.rows },
      { name: rejected.table.name, rows: rejected.rows },
    ],
    definitions: questionnaires.definitions,
    problems,
    fetched,
  };
}
