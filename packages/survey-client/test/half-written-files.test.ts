import { appendFile, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { testFolder } from "@lab/testing";
import { surveyText } from "@lab/testing/survey";
import { beforeEach, expect, it } from "vitest";
import { createFolderStorage, createOutbox, type OutboxEvent, type SendOutcome } from "../src/node.ts";

const text = surveyText();
let folder: string;
let events: OutboxEvent[];
let sent: string[];
/** A clock that nobody sets, in milliseconds. */
let elapsed: number;
beforeEach(async () => {
  folder = testFolder();
  events = [];
  sent = [];
  elapsed = 0;
});

function outboxOf() {
  const outbox = createOutbox({
    storage: createFolderStorage(folder),
    monotonicNow: () => elapsed,
    client: {
      sendAll: async (surveys) =>
        Array.from(surveys, (body): SendOutcome => {
          try {
            JSON.parse(String(body));
          } catch {
            return { status: "refused", reasons: [{ code: "not_json" }] };
          }
          sent.push(String(body));
          return { status: "sent", messageId: "1" };
        }),
    },
  });
  outbox.subscribe((event) => event.type !== "progress" && events.push(event));
  return outbox;
}
const path = () => join(folder, "slow.json");

/** Gives the file the time of a file server whose clock is so many seconds off. */
async function dated(seconds: number): Promise<void> {
  const time = Date.now() / 1_000 + seconds;
  await utimes(path(), time, time);
}

it.each([-7_200, -120, 0, 120, 7_200])(
  "of a file server whose clock is %i seconds off, a file that is still being written waits, and is sent",
  async (skew) => {
    const outbox = outboxOf();
    await writeFile(path(), "");
    await dated(skew);
    for (const character of text.slice(0, 20)) {
      expect(await outbox.flush()).toEqual({ sent: 0, refused: 0, failed: 0, incomplete: 1 });
      elapsed += 59_999;
      await appendFile(path(), character);
      await dated(skew);
    }
    await appendFile(path(), text.slice(20));
    await dated(skew);
    expect(await outbox.flush()).toMatchObject({ sent: 1, refused: 0 });
    expect(sent).toEqual([text]);
  },
);

it.each([-7_200, 0, 7_200])(
  "of a file server whose clock is %i seconds off, a file that has not changed for the grace period is refused",
  async (skew) => {
    const outbox = outboxOf();
    await writeFile(path(), '{"user_id":"00');
    await dated(skew);
    await outbox.flush();
    elapsed = 59_999;
    expect(await outbox.flush()).toMatchObject({ incomplete: 1, refused: 0 });
    elapsed = 60_000;
    expect(await outbox.flush()).toMatchObject({ incomplete: 0, refused: 1 });
    expect(await readFile(join(folder, "refused", "slow.json"), "utf8")).toBe('{"user_id":"00');
  },
);

it("notices a change that keeps the file's size, and one that keeps its time", async () => {
  const outbox = outboxOf();
  await writeFile(path(), "half");
  await dated(-100);
  await outbox.flush();
  elapsed = 60_000;
  await writeFile(path(), "HALF");
  await dated(-90);
  expect(await outbox.flush()).toMatchObject({ incomplete: 1 });
  elapsed = 120_000;
  const { mtime } = await stat(path());
  await appendFile(path(), "!");
  await utimes(path(), mtime, mtime);
  expect(await outbox.flush()).toMatchObject({ incomplete: 1 });
});

it("a single flush says what it left waiting, and why", async () => {
  await writeFile(path(), '{"user_id":"00');
  await dated(-7_200);
  const outbox = outboxOf();
  expect(await outbox.flush()).toEqual({ sent: 0, refused: 0, failed: 0, incomplete: 1 });
  expect(events).toEqual([{ type: "incomplete", key: "slow.json", unchangedFor: 0, refusedAfter: 60_000 }]);
  expect(await outbox.status()).toEqual({ waiting: 1, refused: 0, flushing: false });
  expect(await readdir(folder)).toEqual(["slow.json"]);
});

it("counts the time anew for another file of the same name", async () => {
  const outbox = outboxOf();
  await writeFile(path(), "half");
  await outbox.flush();
  elapsed = 30_000;
  await rm(path());
  await outbox.flush();
  await writeFile(path(), "half");
  elapsed = 60_000;
  expect(await outbox.flush()).toMatchObject({ incomplete: 1, refused: 0 });
});
