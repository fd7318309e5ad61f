import { readFile } from "node:fs/promises";
import {
  type CommandContext,
  type CommandResult,
  columns,
  EXIT_CODES_HELP,
  examples,
  runCommand,
  withJsonOption,
} from "@lab/command-line";
import { createSurveyClient, type SendOutcome, sendSurveyFile } from "@lab/survey-client/node";
import type { Judge } from "@lab/survey-schema";
import type { Command } from "commander";
import { typedPath } from "../typed-path.ts";
import { type StackOptions, withStackOptions } from "./stack-options.ts";
import { withStack } from "./with-stack.ts";

interface SendOptions extends StackOptions {
  readonly json?: boolean;
}

const HELP = `
Each file is one survey, as an app sends it. docs/survey-format.md describes it. A malformed survey is not sent. Of all others
the last column says how the study of this checkout judges them. A repeated survey is not counted twice.
Without --stack or --env it sends to the stack that the SURVEY_… variables of the environment name. If there are none, it sends
to the local one that \`npm run dev\` keeps running.
${examples(
  ["npm run lab-survey -- send survey.json", "to the local stack of `npm run dev`"],
  ["npm run lab-survey -- send surveys/*.json --stack dev", "several, to a deployed one"],
)}
${EXIT_CODES_HELP}
1 means that the queue did not take every survey.`;

export function addSendCommand(program: Command): void {
  const command = program
    .command("send")
    .summary("send surveys that are in files")
    .description("Sends surveys that are in files to a stack's queue, as an app does.")
    .argument("<files...>", "JSON files, one survey in each");
  withJsonOption(withStackOptions(command))
    .addHelpText("after", HELP)
    .action(async (files: readonly string[], options: SendOptions) => {
      process.exitCode = await runCommand(options, (context) => send(files, options, context));
    });
}

async function send(
  files: readonly string[],
  options: SendOptions,
  context: CommandContext,
): Promise<CommandResult> {
  return await withStack(options, context, async (stack) => {
    const client = createSurveyClient({ queueUrl: stack.outputs.queueUrl, sqs: stack.sqs });
    const rows: string[][] = [];
    const outcomes: SendOutcome[] = [];
    for (const file of files) {
      context.signal.throwIfAborted();
      const path = typedPath(file);
      const outcome = await sendSurveyFile(path, client);
      outcomes.push(outcome);
      rows.push([file, ...(await inWords(outcome, path, stack.judge))]);
    }
    context.print(columns(rows, ["file", "status", "", "judged"]));
    const ok = outcomes.every(({ status }) => status === "sent");
    return { ok, document: { ok, surveys: outcomes.map((outcome, i) => ({ file: files[i], ...outcome })) } };
  });
}

async function inWords(outcome: SendOutcome, path: string, judge: Judge): Promise<string[]> {
  if (outcome.status === "failed") return ["400", outcome.message, ""];
  if (outcome.status === "refused") return ["400", "not sent", outcome.reasons.map(reasonInWords).join("; ")];
  const judged = judge.judge(await readFile(path, "utf8"));
  const codes = judged.valid ? judged.flags : judged.reasons.map(({ code }) => code);
  const verdict = [judged.valid ? "accepted" : "rejected", ...codes].join(", ");
  return ["200", "the queue has it", verdict];
}

/** A reason, with where each issue is. No answer is quoted. */
function reasonInWords(reason: Extract<SendOutcome, { status: "refused" }>["reasons"][number]): string {
  if (!("issues" in reason)) return reason.code;
  return `${reason.code}: ${reason.issues.map(({ path, message }) => `${path.join(".")} ${message}`).join("; ")}`;
}
