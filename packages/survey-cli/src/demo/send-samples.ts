import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { columns } from "@lab/command-line";
import { createSurveyClient, sendSurveyFile } from "@lab/survey-client/node";
import type { SentSurvey, Stack } from "@lab/survey-stack";

const samples = fileURLToPath(new URL("../../../../examples/sample-surveys", import.meta.url));

/** What was sent, and the file of each message and of each body. */
export interface SentSamples {
  readonly sent: readonly SentSurvey[];
  readonly fileOf: ReadonlyMap<string, string>;
}

/** Sends the ten sample surveys, and prints what became of each. */
export async function sendSamples(stack: Stack, print: (text: string) => void): Promise<SentSamples> {
  const client = createSurveyClient({ queueUrl: stack.outputs.queueUrl, sqs: stack.sqs });
  const files = (await readdir(samples)).sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  const sent: SentSurvey[] = [];
  const fileOf = new Map<string, string>();
  const rows: string[][] = [];
  for (const file of files) {
    const path = `${samples}/${file}`;
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
