import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { tombstoneKey } from "../../src/audit/audit-keys.ts";
import { putTombstoneCopy, readTombstoneCopies, type TombstoneEntry } from "../../src/index.ts";
import { accessDenied, all, aTrail, networkError, type Trail } from "./a-trail.ts";

let trail: Trail;
beforeEach(async () => {
  trail = await aTrail();
});
afterEach(() => trail[Symbol.asyncDispose]());

const BY = "anna@lab";
/** An entry of the n-th minute. */
const entry = (mode: TombstoneEntry["mode"], n: number): TombstoneEntry => ({
  mode,
  at: new Date(Date.UTC(2026, 10, 24, 20, n)).toISOString(),
  by: BY,
});
const put = (user_id: string, ...entries: readonly TombstoneEntry[]) =>
  entries.reduce(
    (before, one) => before.then(() => putTombstoneCopy(trail.stack, user_id, one)),
    Promise.resolve(),
  );
const read = async () => await all(readTombstoneCopies(trail.stack));

describe("the copies of tombstones", () => {
  it("are kept side by side, and the newest of each participant is read", async () => {
    await put("0001", entry("keep", 1), entry("reinstated", 2), entry("keep", 3));
    await put("0002", entry("keep", 1), entry("reinstated", 2));
    await put("0003", entry("keep", 1), entry("erase", 2));
    expect(await read()).toEqual([
      { user_id: "0001", ...entry("keep", 3) },
      { user_id: "0002", ...entry("reinstated", 2) },
      { user_id: "0003", ...entry("erase", 2) },
    ]);
    expect(await trail.keys()).toHaveLength(7);
  });

  it("are told apart where an id begins with another, whatever the size of a page", async () => {
    const ids = ["a", "a-", "a-b", "a_", "aa", "A", "0", "00"];
    for (const id of ids) await put(id, entry("keep", 1), entry("erase", 2));
    const newest = ids.map((user_id) => ({ user_id, ...entry("erase", 2) }));
    const sorted = (copies: readonly { readonly user_id: string }[]) =>
      copies.toSorted((a, b) => (a.user_id < b.user_id ? -1 : 1));
    expect(sorted(await read())).toEqual(sorted(newest));
    trail.listByPagesOf(3);
    expect(sorted(await read())).toEqual(sorted(newest));
    trail.listByPagesOf(1);
    expect(sorted(await read())).toEqual(sorted(newest));
  });

  it("never undo an erasing, whatever follows it", async () => {
    await put("0001", entry("erase", 1), entry("reinstated", 2), entry("keep", 3));
    expect(await read()).toEqual([{ user_id: "0001", ...entry("erase", 1) }]);
  });

  it("of one moment leave a participant stopped", async () => {
    await put("0001", entry("keep", 1), entry("reinstated", 1));
    await put("0002", entry("erase", 1), entry("keep", 1));
    expect((await read()).map(({ mode }) => mode)).toEqual(["keep", "erase"]);
  });

  it("can be written again, and after a lost reply, and change nothing", async () => {
    trail.fail("PutObject", networkError(), { times: 1, after: true });
    await put("0001", entry("keep", 1));
    await put("0001", entry("keep", 1));
    expect(await trail.keys()).toHaveLength(1);
  });

  it("are not overwritten by what another wrote of the same moment", async () => {
    await put("0001", entry("keep", 1));
    const other = putTombstoneCopy(trail.stack, "0001", { ...entry("keep", 1), by: "ben@lab" });
    await expect(other).rejects.toMatchObject({ code: "AUDIT_ENTRY_TAKEN" });
    expect(await read()).toMatchObject([{ by: BY }]);
  });

  it("fail loudly when they cannot be written", async () => {
    trail.fail("PutObject", accessDenied());
    await expect(put("0001", entry("keep", 1))).rejects.toThrow("you may not");
  });

  it.each(["", "a/b", "a.b", "a".repeat(65)])("take no %j for an id", async (user_id) => {
    await expect(put(user_id, entry("keep", 1))).rejects.toThrow("user_id");
    expect(await trail.keys()).toEqual([]);
  });

  it.each([
    ["under a key that no entry has", "tombstones/0001/notes.txt", "{}"],
    ["that is no JSON", tombstoneKey({ user_id: "0001", at: new Date(0), mode: "keep" }), "{"],
    [
      "of another participant",
      tombstoneKey({ user_id: "0001", at: new Date(0), mode: "keep" }),
      JSON.stringify({ format: 1, user_id: "0002", mode: "keep", at: new Date(0).toISOString(), by: BY }),
    ],
  ])("stop whoever reads them at an object %s", async (_what, key, body) => {
    await trail.put(key, body);
    await expect(read()).rejects.toMatchObject({ code: "UNREADABLE_AUDIT_ENTRY" });
  });
});
