import { SQSClient } from "@aws-sdk/client-sqs";
import { aSurvey } from "@lab/testing/survey";
import { afterEach, expect, it } from "vitest";
import { createOutbox, createSurveyClient } from "../src/index.ts";
import { createMemoryStorage } from "./memory-storage.ts";
import { startScriptedSqs } from "./scripted-sqs.ts";

// Errors as another bundle's copies of the classes make them: of the same name, and instances of no class known here.

let close: (() => unknown) | undefined;
afterEach(() => close?.());

async function appWithItsOwnSqs() {
  const scripted = await startScriptedSqs();
  const sqs = new SQSClient({
    endpoint: scripted.endpoint,
    region: "eu-central-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  close = async () => {
    sqs.destroy();
    await scripted.close();
  };
  return { scripted, sqs, client: createSurveyClient({ queueUrl: scripted.queueUrl, sqs }) };
}

it("a batch that is too long for an app's own SQS client is sent one by one", async () => {
  const { scripted, sqs, client } = await appWithItsOwnSqs();
  sqs.middlewareStack.add(
    (next) => async (args) => {
      const { Entries = [] } = Object(args.input);
      if (Entries.length === 1) return next(args);
      throw Object.assign(new Error("too long"), { name: "BatchRequestTooLong" });
    },
    { step: "initialize" },
  );
  const outcomes = await client.sendAll([aSurvey({ user_id: "0001" }), aSurvey({ user_id: "0002" })]);
  expect(outcomes.map(({ status }) => status)).toEqual(["sent", "sent"]);
  expect(scripted.requests.map((entries) => entries.length)).toEqual([1, 1]);
});

it("what a storage of another bundle says of its failure is passed on", async () => {
  const { client } = await appWithItsOwnSqs();
  const full = Object.assign(new Error("the card is full"), { name: "OutboxStorageError", code: "FULL" });
  const storage = { ...createMemoryStorage(), add: () => Promise.reject(full) };
  await expect(createOutbox({ storage, client }).save(aSurvey())).rejects.toBe(full);
});

it("what a storage of another bundle says of a single entry concerns that entry alone", async () => {
  const { scripted, client } = await appWithItsOwnSqs();
  const failed = Object.assign(new Error("the card refused it"), { name: "OutboxEntryError" });
  const memory = createMemoryStorage();
  const remove: typeof memory.remove = (entry) =>
    entry.text?.includes("0001") ? Promise.reject(failed) : memory.remove(entry);
  const outbox = createOutbox({ storage: { ...memory, remove }, client });
  for (const user_id of ["0001", "0002"]) await outbox.save(aSurvey({ user_id }));
  expect(await outbox.flush()).toEqual({ sent: 1, refused: 0, failed: 1, incomplete: 0 });
  expect(scripted.bodies()).toHaveLength(2);
});
