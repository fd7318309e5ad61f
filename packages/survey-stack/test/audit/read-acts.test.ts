import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { actKey } from "../../src/audit/audit-keys.ts";
import { type Act, readActs } from "../../src/index.ts";
import { all, aTrail, type Trail } from "./a-trail.ts";

let trail: Trail;
beforeEach(async () => {
  trail = await aTrail();
});
afterEach(() => trail[Symbol.asyncDispose]());

/** Puts what the n-th act leaves, which began in the n-th minute. */
async function leave(n: number, act: Act, parts: readonly ("begun" | "ended")[]): Promise<void> {
  const at = new Date(Date.UTC(2026, 10, 24, 20, n));
  const id = n.toString(16).padStart(16, "0");
  const begun = { format: 1, id, act, begun_at: at.toISOString(), by: "anna@lab", subject: ["all"] };
  const ended = { format: 1, id, act, ended_at: at.toISOString(), outcome: "done", counts: {} };
  for (const part of parts) {
    await trail.put(actKey({ at, id, act, part }), JSON.stringify(part === "begun" ? begun : ended));
  }
}

/** Of each act its name and whether it has ended; of what cannot be read, its key. */
async function listed(since?: Date): Promise<readonly string[]> {
  const acts = await all(readActs(trail.stack, { since }));
  return acts.map((one) =>
    one.status === "unreadable" ? one.key : `${one.begun.act} ${one.ended?.outcome ?? "never ended"}`,
  );
}

describe("the acts of a trail", () => {
  it("come in the order in which they began, also those that never ended, whatever the size of a page", async () => {
    await leave(3, "export", ["begun"]);
    await leave(1, "rebuild", ["begun", "ended"]);
    await leave(2, "redrive", ["begun"]);
    await leave(4, "erase", ["begun", "ended"]);
    const expected = ["rebuild done", "redrive never ended", "export never ended", "erase done"];
    expect(await listed()).toEqual(expected);
    trail.listByPagesOf(3);
    expect(await listed()).toEqual(expected);
    trail.listByPagesOf(1);
    expect(await listed()).toEqual(expected);
  });

  it("are those from a time on, that time included", async () => {
    await leave(1, "rebuild", ["begun", "ended"]);
    await leave(2, "redrive", ["begun", "ended"]);
    expect(await listed(new Date("2026-11-24T20:02:00Z"))).toEqual(["redrive done"]);
    expect(await listed(new Date("2026-11-24T20:01:00Z"))).toHaveLength(2);
    expect(await listed(new Date("2026-11-24T20:02:00.001Z"))).toEqual([]);
  });

  it("are named by their keys where nobody wrote them so, and the others are read all the same", async () => {
    await leave(1, "rebuild", ["begun", "ended"]);
    await leave(2, "redrive", ["ended"]);
    await leave(5, "rejudge", ["begun", "ended"]);
    const at = new Date("2026-11-24T20:03:00Z");
    const id = "00000000000000ff";
    const odd = [
      actKey({ at, id, act: "import", part: "begun" }),
      actKey({ at, id, act: "import", part: "ended" }),
      "acts/notes.txt",
    ];
    await trail.put(odd[0] ?? "", JSON.stringify({ format: 1, id, act: "import", q1: 5 }));
    await trail.put(odd[1] ?? "", "not JSON");
    await trail.put(odd[2] ?? "", "{}");
    const orphan = (await trail.keys()).filter((key) => key.includes("-redrive."));
    expect(await listed()).toEqual(["rebuild done", ...orphan, odd[0], odd[1], "rejudge done", odd[2]]);
  });

  it("are not read from an object under another act's key", async () => {
    await leave(1, "rebuild", ["begun", "ended"]);
    const [begun = "", ended = ""] = await trail.keys();
    const body = JSON.stringify(await trail.document(begun));
    const moved = begun.replace("rebuild", "erase");
    await trail.put(moved, body);
    await trail.delete(ended);
    expect(await listed()).toEqual([moved, "rebuild never ended"]);
  });

  it("have nothing to do with the copies of tombstones", async () => {
    await trail.put("tombstones/0001/20261124T201436000Z-keep.json", "{}");
    expect(await listed()).toEqual([]);
  });
});
