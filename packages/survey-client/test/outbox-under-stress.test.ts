import { readdir } from "node:fs/promises";
import { testFolder } from "@lab/testing";
import { aSurvey } from "@lab/testing/survey";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createFolderStorage, createOutbox, createSurveyClient, type Outbox } from "../src/node.ts";
import { type Answer, type Entry, refuses, startScriptedSqs, taken, takesAll } from "./scripted-sqs.ts";

let folder: string;
const open: (() => Promise<void> | void)[] = [];
beforeEach(async () => {
  folder = testFolder();
});
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** Several outboxes on one folder and one queue, as several processes would have them. */
async function outboxes(count: number, answer: (entries: Entry[], request: number) => Answer) {
  const sqs = await startScriptedSqs(answer);
  open.push(sqs.close);
  const all = Array.from({ length: count }, (): Outbox => {
    const client = createSurveyClient({
      queueUrl: sqs.queueUrl,
      endpoint: sqs.endpoint,
      region: "eu-central-1",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    });
    const storage = createFolderStorage(folder);
    const outbox = createOutbox({ storage, client, baseDelay: 5, maxDelay: 20, interval: 10 });
    open.push(async () => {
      await outbox.stop();
      client.close();
    });
    return outbox;
  });
  return { sqs, all };
}

/** Resolves when nothing waits in the folder any more. */
function drained(outbox: Outbox): Promise<void> {
  return new Promise((resolve, reject) => {
    outbox.subscribe((event) => {
      if (event.type !== "progress") return;
      outbox.status().then(({ waiting }) => waiting === 0 && resolve(), reject);
    });
    outbox.wake();
  });
}

it("outboxes that share a folder, all saving and sending at the same time, lose nothing", async () => {
  const { sqs, all } = await outboxes(3, takesAll);
  for (const outbox of all) outbox.start();
  const surveys = Array.from({ length: 60 }, (_, i) => aSurvey({ user_id: `p${i}` }));
  await Promise.all(surveys.map((one, i) => all[i % all.length]?.save(one)));
  await Promise.all(all.map(drained));
  await Promise.all(all.map((outbox) => outbox.stop()));
  const arrived = new Set(sqs.bodies());
  expect([...arrived].sort()).toEqual(surveys.map((one) => JSON.stringify(one)).sort());
  expect(await readdir(folder)).toEqual([]);
});

it("everything arrives at a queue that throttles, breaks, cuts connections and takes batches in part", async () => {
  const confirmed = new Set<string>();
  const takesSome = (entries: Entry[], isTaken: (index: number) => boolean): Answer => {
    const some = entries.filter((_, index) => isTaken(index));
    for (const { MessageBody } of some) confirmed.add(MessageBody);
    const Failed = entries
      .filter((_, index) => !isTaken(index))
      .map(({ Id }) => ({ Id, SenderFault: false, Code: "InternalFailure" }));
    return { status: 200, body: { Successful: some.map(taken), Failed } };
  };
  const answers: ((entries: Entry[]) => Answer)[] = [
    () => refuses(400, "RequestThrottled"),
    () => refuses(500, "InternalFailure"),
    () => "cut",
    (entries) => takesSome(entries, (index) => index % 3 === 0),
    () => refuses(403, "AccessDeniedException"),
    (entries) => takesSome(entries, () => false),
  ];
  const { all } = await outboxes(1, (entries, request) => {
    const answer = answers[request % answers.length];
    return answer === undefined ? takesAll(entries) : answer(entries);
  });
  const [outbox] = all;
  if (outbox === undefined) throw new Error("there is no outbox");
  const surveys = Array.from({ length: 25 }, (_, i) => aSurvey({ user_id: `p${i}` }));
  for (const one of surveys) await outbox.save(one);
  const sent: string[] = [];
  outbox.subscribe((event) => event.type === "sent" && sent.push(event.key));
  outbox.start();
  await drained(outbox);
  await outbox.stop();
  expect([...confirmed].sort()).toEqual(surveys.map((one) => JSON.stringify(one)).sort());
  expect(sent.sort()).toEqual(surveys.map(({ user_id }) => `${user_id}092821120000.json`).sort());
  expect(await readdir(folder)).toEqual([]);
});
