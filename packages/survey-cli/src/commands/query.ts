import { join } from "node:path";
import {
  type CommandContext,
  type CommandResult,
  EXIT_CODES_HELP,
  examples,
  runCommand,
  UsageError,
  withJsonOption,
} from "@lab/command-line";
import { exportStudy, questionnaireCodebooks } from "@lab/survey-export";
import { type Stack, whoRunsThis, withAudit } from "@lab/survey-stack";
import { createTemporaryFolder } from "@lab/temporary-folder";
import { type Command, Option } from "commander";
import { cacheOf } from "../cache-folder.ts";
import { answerCsv, answerTable } from "../query/answer-text.ts";
import type { Answer } from "../query/query-tables.ts";
import { type StackOptions, withStackOptions } from "./stack-options.ts";
import { withStack } from "./with-stack.ts";

interface QueryOptions extends StackOptions {
  readonly csv?: boolean;
  readonly json?: boolean;
}

const HELP = `
The tables are those of \`lab-survey export\`: one for each questionnaire by its id, and participants and rejected. surveys is the default
questionnaire's. A query reads them and nothing else, and changes nothing. The SQL is DuckDB's: https://duckdb.org/docs/sql/introduction
${examples(
  [
    'npm run lab-survey -- query "select participant, count(*) from surveys group by all order by all"',
    "in the local stack of `npm run dev`",
  ],
  [
    'npm run --silent lab-survey -- query "from daily where q2 >= 3 or q4 >= 3" --stack prod --csv > high.csv',
    "as a file for a spreadsheet",
  ],
)}
${EXIT_CODES_HELP}`;

export function addQueryCommand(program: Command): void {
  const command = program
    .command("query")
    .summary("ask the data a question in SQL")
    .description("Asks the accepted surveys, the participants and the rejected surveys a question in SQL.")
    .argument("<sql>", "a statement")
    .addOption(new Option("--csv", "print every row as CSV, as an export writes it").conflicts("json"));
  withJsonOption(withStackOptions(command))
    .addHelpText("after", HELP)
    .action(async (sql: string, options: QueryOptions) => {
      process.exitCode = await runCommand(options, (context) => runQuery(sql, options, context));
    });
}

async function runQuery(sql: string, options: QueryOptions, context: CommandContext): Promise<CommandResult> {
  const { print, progress, signal } = context;
  return await withStack(options, context, (stack) =>
    withAudit(stack, { act: "export", subject: ["the answer to a query"], signal }, async (count) => {
      await using folder = await createTemporaryFolder("lab-survey-query");
      const into = join(folder.path, "export");
      const { manifest } = await exportStudy(stack, {
        folder: into,
        formats: ["parquet"],
        cache: cacheOf(stack, { cache: true }),
        corrections: [],
        by: whoRunsThis(),
        signal,
        onProgress: (surveys) => progress.show(`${surveys.toLocaleString("en")} surveys read`),
      });
      progress.stop();
      for (const { key } of manifest.problems)
        print(`Not among the surveys, since it cannot be read: ${key}`);
      // DuckDB is loaded for this command alone.
      const { openQueryTables } = await import("../query/query-tables.ts");
      using tables = await openQueryTables(into, viewsOf(stack));
      const answer = await tables.ask(sql, signal).catch((error) => wrongStatement(error, signal));
      const { rows, document } = await handOut(answer, options, print);
      count("rows", rows);
      return { ok: manifest.problems.length === 0, document };
    }),
  );
}

/** The views, with the file of each. */
function viewsOf({ study }: Stack): ReadonlyMap<string, string> {
  const names = [...questionnaireCodebooks(study, []).keys(), "participants", "rejected"];
  const { defaultQuestionnaire } = study;
  return new Map([
    ...names.map((name) => [name, name] as const),
    ...(defaultQuestionnaire === undefined ? [] : [["surveys", defaultQuestionnaire] as const]),
  ]);
}

async function handOut(
  answer: Answer,
  { csv, json }: QueryOptions,
  print: (text: string) => void,
): Promise<{ readonly rows: number; readonly document: unknown }> {
  if (csv) {
    let lines = -1;
    for await (const text of answerCsv(answer)) {
      process.stdout.write(text);
      lines += text.split("\r\n").length - 1;
    }
    return { rows: lines, document: undefined };
  }
  if (json) {
    const rows = [];
    for await (const some of answer.rows) rows.push(...some);
    return { rows: rows.length, document: { columns: answer.columns, rows } };
  }
  const { text, rows } = await answerTable(answer);
  print(text);
  return { rows, document: undefined };
}

function wrongStatement(cause: unknown, signal: AbortSignal): never {
  signal.throwIfAborted();
  throw new UsageError(`The statement is wrong. ${cause instanceof Error ? cause.message : String(cause)}`, {
    cause,
  });
}
