// Sends surveys to a queue in one of the ways that are compared, and tells its parent what that took.
import { subscribe } from "node:diagnostics_channel";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { createFolderStorage, createOutbox, createSurveyClient } from "@lab/survey-client/node";
import { createTemporaryFolder } from "@lab/temporary-folder";
import { Producer } from "sqs-producer";
import { newEvents } from "./events.ts";

interface Work {
  readonly surveys: readonly string[];
  readonly queueUrl: string;
  readonly sqs: SQSClient;
}

/** Sends every survey, or throws. What it prepares before it returns a function is not measured. */
type Way = (work: Work) => Promise<() => Promise<void>>;

const oneByOne: Way =
  async ({ surveys, queueUrl, sqs }) =>
  async () => {
    for (const MessageBody of surveys)
      await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));
  };

const sqsProducer: Way = async ({ surveys, queueUrl, sqs }) => {
  const producer = Producer.create({ queueUrl, sqs });
  const messages = surveys.map((body, index) => ({ id: String(index), body }));
  return async () => void (await producer.send(messages));
};

const sendAll: Way = async ({ surveys, queueUrl, sqs }) => {
  const client = createSurveyClient({ queueUrl, sqs });
  return async () => {
    const outcomes = await client.sendAll(surveys);
    if (outcomes.some(({ status }) => status !== "sent")) throw new Error("a survey was not sent");
  };
};

const outboxFlush: Way = async ({ surveys, queueUrl, sqs }) => {
  const folder = await createTemporaryFolder("lab-bench");
  const client = createSurveyClient({ queueUrl, sqs });
  const outbox = createOutbox({ client, storage: createFolderStorage(folder.path) });
  for (const survey of surveys) await outbox.save(survey);
  return async () => {
    const { sent } = await outbox.flush();
    if (sent !== surveys.length) throw new Error("a survey was not sent");
    await folder[Symbol.asyncDispose]();
  };
};

export const ways: Readonly<Record<string, Way>> = {
  "one SendMessage per survey": oneByOne,
  "sqs-producer": sqsProducer,
  "survey-client, sendAll": sendAll,
  "survey-client, outbox in a folder": outboxFlush,
};

const WARM_UP = 500;

if (process.send !== undefined) {
  const [name = "", queueUrl = "", endpoint = "", count = "0"] = process.argv.slice(2);
  const way = ways[name];
  if (way === undefined) throw new RangeError(`no such way: ${name}`);
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const sqs = new SQSClient({ endpoint, region: "eu-central-1", credentials });
  const surveysOf = (events: number) =>
    newEvents(events).flatMap(({ Records }) => Records.map(({ body }) => body));
  await (await way({ surveys: surveysOf(WARM_UP / 10), queueUrl, sqs }))();

  const run = await way({ surveys: surveysOf(Number(count) / 10), queueUrl, sqs });
  let requests = 0;
  subscribe("http.client.request.start", () => requests++);
  const cpu = process.cpuUsage();
  const start = performance.now();
  await run();
  const wallMs = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  process.send({ wallMs, cpuMs: (user + system) / 1_000, requests });
  sqs.destroy();
  process.disconnect();
}
