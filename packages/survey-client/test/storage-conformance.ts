import { surveyText } from "@lab/testing/survey";
import { expect, it } from "vitest";
import type { OutboxStorage, StoredEntry } from "../src/index.ts";

/**
 * What every storage of an outbox must do.
 *
 * @param open - opens the storage of the current test: called again, the same one, as another tab or process
 *   would.
 */
export function describeStorage(open: () => Promise<OutboxStorage>): void {
  const idOf = (n: number) => `p${n}092821120000.json`;
  const textOf = (n: number, fields = {}) => surveyText({ user_id: `p${n}`, ...fields });

  async function entries(storage: OutboxStorage): Promise<StoredEntry[]> {
    const all: StoredEntry[] = [];
    for (const { key } of await storage.list()) {
      const entry = await storage.read(key);
      if (entry !== undefined) all.push(entry);
    }
    return all;
  }
  const texts = async (storage: OutboxStorage) => (await entries(storage)).map(({ text }) => text);
  async function only(storage: OutboxStorage): Promise<StoredEntry> {
    const [entry] = await entries(storage);
    if (entry === undefined) throw new Error("nothing is waiting");
    return entry;
  }

  it("is empty at first", async () => {
    const storage = await open();
    expect(await storage.list()).toEqual([]);
    expect(await storage.refused()).toEqual([]);
    expect(await storage.count()).toEqual({ waiting: 0, refused: 0 });
  });

  it("gives back what was added, character by character", async () => {
    const storage = await open();
    const text = textOf(1, { freetext: "schöner\r\nTag 😀 \u0000\uFFFE" });
    expect(await storage.add(idOf(1), text)).toEqual({ added: true });
    expect(await texts(storage)).toEqual([text]);
    expect(await storage.count()).toEqual({ waiting: 1, refused: 0 });
  });

  it("keeps what holds an id, and says what it is", async () => {
    const storage = await open();
    await storage.add(idOf(1), textOf(1));
    expect(await storage.add(idOf(1), textOf(1, { q1: 1 }))).toEqual({ added: false, text: textOf(1) });
    expect(await texts(storage)).toEqual([textOf(1)]);
  });

  it("knows the ids of what was added", async () => {
    const storage = await open();
    await storage.add(idOf(1), textOf(1));
    expect((await storage.list()).map(({ id }) => id)).toEqual([idOf(1)]);
  });

  it("lists entries in the order in which they were added", async () => {
    const storage = await open();
    const numbers = [3, 1, 12, 2, 11];
    for (const n of numbers) await storage.add(idOf(n), textOf(n));
    expect(await texts(storage)).toEqual(numbers.map((n) => textOf(n)));
  });

  it("removes one entry and no other; once more does nothing", async () => {
    const storage = await open();
    for (const n of [1, 2, 3]) await storage.add(idOf(n), textOf(n));
    const [, second] = await entries(storage);
    if (second === undefined) throw new Error("two entries are missing");
    await storage.remove(second);
    await storage.remove(second);
    expect(await texts(storage)).toEqual([textOf(1), textOf(3)]);
    expect(await storage.read(second.key)).toBeUndefined();
  });

  it("takes an id again whose entry was removed", async () => {
    const storage = await open();
    await storage.add(idOf(1), textOf(1));
    await storage.remove(await only(storage));
    expect(await storage.add(idOf(1), textOf(1, { q1: 1 }))).toEqual({ added: true });
    expect(await texts(storage)).toEqual([textOf(1, { q1: 1 })]);
  });

  it("does not remove or refuse what took the place of the entry that was read", async () => {
    const [storage, other] = [await open(), await open()];
    await storage.add(idOf(1), textOf(1));
    const read = await only(storage);
    await other.remove(await only(other));
    await other.add(idOf(1), textOf(1, { q1: 1 }));
    await storage.remove(read);
    await storage.refuse(read, [{ code: "not_json" }]);
    expect(await texts(storage)).toEqual([textOf(1, { q1: 1 })]);
    expect(await storage.refused()).toEqual([]);
  });

  it("keeps refused entries apart, with their reasons", async () => {
    const storage = await open();
    const issue = { code: "too_big", path: ["q1"], message: "must be an integer from 1 to 5" };
    const reasons = [{ code: "malformed", issues: [issue] } as const, { code: "too_large" } as const];
    for (const n of [1, 2]) await storage.add(idOf(n), textOf(n));
    const first = await only(storage);
    await storage.refuse(first, reasons);
    await storage.refuse(first, reasons);
    expect(await texts(storage)).toEqual([textOf(2)]);
    expect(await storage.refused()).toEqual([{ key: expect.any(String), text: textOf(1), reasons }]);
    expect(await storage.count()).toEqual({ waiting: 1, refused: 1 });
  });

  it("keeps two refused entries of one id", async () => {
    const storage = await open();
    for (const q1 of [1, 2]) {
      await storage.add(idOf(1), textOf(1, { q1 }));
      await storage.refuse(await only(storage), [{ code: "not_json" }]);
    }
    const refused = await storage.refused();
    expect(refused.map(({ text }) => text).sort()).toEqual([textOf(1, { q1: 1 }), textOf(1, { q1: 2 })]);
    expect(refused.map(({ reasons }) => reasons)).toEqual(Array(2).fill([{ code: "not_json" }]));
  });

  it("shows to every other opener what one has done", async () => {
    const [storage, other] = [await open(), await open()];
    await storage.add(idOf(1), textOf(1));
    expect(await texts(other)).toEqual([textOf(1)]);
    await other.remove(await only(other));
    expect(await storage.list()).toEqual([]);
  });

  it("gives an id to one of many that add at the same time, and loses none of the others' entries", async () => {
    const storages = await Promise.all([open(), open(), open()]);
    const added = await Promise.all(
      storages.flatMap((storage, i) => [
        storage.add(idOf(1), textOf(1, { q1: i + 1 })),
        storage.add(idOf(10 + i), textOf(10 + i)),
      ]),
    );
    const winners = added.filter((answer) => answer.added);
    expect(winners).toHaveLength(4);
    const waiting = await texts(await open());
    expect(waiting).toHaveLength(4);
    for (const answer of added) if (!answer.added) expect(waiting).toContain(answer.text);
  });

  it("survives two who remove and refuse the same entries at the same time", async () => {
    const [storage, other] = [await open(), await open()];
    for (const n of [1, 2, 3, 4]) await storage.add(idOf(n), textOf(n));
    const [one, two, three] = await entries(storage);
    if (one === undefined || two === undefined || three === undefined) throw new Error("entries are missing");
    await Promise.all(
      [storage, other].flatMap((opened) => [
        opened.remove(one),
        opened.refuse(two, [{ code: "not_json" }]),
        opened.remove(three),
      ]),
    );
    expect(await texts(storage)).toEqual([textOf(4)]);
    expect((await storage.refused()).map(({ text }) => text)).toEqual([textOf(2)]);
  });
}
