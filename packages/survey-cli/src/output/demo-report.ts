import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { styleText } from "node:util";
import type { SurveyCloud } from "@lab/local-cloud";
import { createSurveyClient, sendSurveyFile } from "@lab/survey-client/node";
import type { RejectionReason } from "@lab/survey-schema";
import { receiptLines } from "./receipt-report.ts";
import { type Receipt, receiptOf, type SentSurvey } from "../../../survey-stack/src/receipt/receipt.ts";
import { readStackState } from "../../../survey-stack/src/stack/read-stack-state.ts";
import { openStack, type Stack } from "../../../survey-stack/src/stack/stack.ts";
import type { StackState } from "../../../survey-stack/src/stack/stack-state.ts";
import { waitUntilDrained } from "../../../survey-stack/src/stack/wait-until-drained.ts";
import { columns } from "../../../command-line/src/columns.ts";

const SAMPLES = fileURLToPath(new URL("../../../../examples/sample-surveys", import.meta.url));

/** Ten surveys are stored in well under a second; a cold start on a busy machine is given a minute. */
const DRAIN_TIMEOUT = 60_000;

const IN_WORDS: Readonly<Record<RejectionReason["code"], string>> = {
  not_json: "not a JSON text",
  malformed: "not a well-formed survey",
  too_fast: "answered in 3 seconds or less",
  no_text: "the free text is blank",
  wrong_sender: "sent with credentials that are not the participant's",
  conflicting: "a different survey holds this participant and second",
};

/**
 * Sends the ten sample surveys through a local cloud and shows, for a principal investigator to read, what became of
 * each, ending with the receipt.
 *
 * @returns the receipt, which is printed too.
 */
export async function demo(cloud: SurveyCloud, print: (text: string) => void): Promise<Receipt> {
  const stack = openStack(cloud);
  try {
    print(heading("1  The ten sample surveys are sent to the queue"));
    const { sent, fileOf } = await sendSamples(stack, print);
    await waitUntilDrained(stack, { timeout: DRAIN_TIMEOUT });
    const state = await readStackState(stack);
    const receipt = receiptOf(sent, state);
    printState(state, fileOf, print);
    printReceipt(receipt, print);
    return receipt;
  } finally {
    stack.close();
  }
}

async function sendSamples(stack: Stack, print: (text: string) => void) {
  const client = createSurveyClient({ queueUrl: stack.outputs.queueUrl, sqs: stack.sqs });
  const files = (await readdir(SAMPLES)).sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  const sent: SentSurvey[] = [];
  const fileOf = new Map<string, string>();
  const rows: string[][] = [];
  for (const file of files) {
    const path = `${SAMPLES}/${file}`;
    const outcome = await sendSurveyFile(path, client);
    if (outcome.status === "sent") {
      const body = await readFile(path, "utf8");
      sent.push({ body, messageId: outcome.messageId });
      fileOf.set(outcome.messageId, file).set(body, file);
      rows.push([file, "200", "the queue has it"]);
    } else {
      const why =
        outcome.status === "failed" ? outcome.message : outcome.reasons.map(({ code }) => code).join();
      rows.push([file, "400", why]);
    }
  }
  print(columns(rows, ["file", "status", ""]));
  return { sent, fileOf };
}

function printState(
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
      reasons.map(({ code }) => IN_WORDS[code]).join("; "),
    ])
    .sort(([a = ""], [b = ""]) => a.localeCompare(b, "en", { numeric: true }));
  print(columns(rejected, ["file", "reasons", "in words"]));
}

function printReceipt(receipt: Receipt, print: (text: string) => void): void {
  print(heading("5  The receipt"));
  print(receiptLines(receipt).join("\n"));
}

function heading(text: string): string {
  return `\n${styleText("bold", text)}\n`;
}
