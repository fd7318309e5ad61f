import { describe, expect, it } from "vitest";
import { acts } from "../../src/audit/act.ts";
import {
  actKey,
  actsFrom,
  parseActKey,
  parseTombstoneKey,
  tombstoneKey,
  tombstoneModes,
} from "../../src/audit/audit-keys.ts";

const at = new Date("2026-11-24T20:14:36.007Z");
const ID = "0123456789abcdef";

describe("the keys of an act", () => {
  it("tell when it began, which it is, and which part of it, and are read again", () => {
    expect(actKey({ at, id: ID, act: "rebuild", part: "begun" })).toBe(
      "acts/20261124T201436007Z-0123456789abcdef-rebuild.begun.json",
    );
    for (const act of acts) {
      for (const part of ["begun", "ended"] as const) {
        expect(parseActKey(actKey({ at, id: ID, act, part }))).toEqual({ at, id: ID, act, part });
      }
    }
  });

  it("sort by time, and put the two of an act side by side, the beginning first", () => {
    const later = new Date(at.getTime() + 1);
    const keys = [
      actKey({ at, id: ID, act: "withdraw", part: "begun" }),
      actKey({ at, id: ID, act: "withdraw", part: "ended" }),
      actKey({ at: later, id: "0000000000000000", act: "erase", part: "begun" }),
      actKey({ at: later, id: "0000000000000000", act: "erase", part: "ended" }),
    ];
    expect(keys.toReversed().toSorted()).toEqual(keys);
    expect(actsFrom(at) < (keys[0] ?? "") && actsFrom(later) > (keys[1] ?? "")).toBe(true);
  });

  it.each([
    "acts/20261124T201436007Z-0123456789abcdef-rebuild.begun.json.bak",
    "acts/20261124T201436007Z-0123456789abcdef-forget.begun.json",
    "acts/20261324T201436007Z-0123456789abcdef-rebuild.begun.json",
    "acts/20261124T201436007Z-0123-rebuild.begun.json",
    "x/acts/20261124T201436007Z-0123456789abcdef-rebuild.begun.json",
    "acts/20261124T201436007Z-0123456789abcdef-rebuild.json",
  ])("are not %s", (key) => {
    expect(parseActKey(key)).toBeUndefined();
  });
});

describe("the keys of a tombstone's copies", () => {
  it.each(["0", "a".repeat(64), "-", "_-_", "erase", "0001-keep"])("are read again for %s", (user_id) => {
    for (const mode of tombstoneModes) {
      expect(parseTombstoneKey(tombstoneKey({ user_id, at, mode }))).toEqual({ user_id, at, mode });
    }
  });

  it.each([
    "tombstones/0001/20261124T201436007Z-gone.json",
    "tombstones/0001/20261124T201436007Z-keep.json/more",
    "tombstones//20261124T201436007Z-keep.json",
    `tombstones/${"a".repeat(65)}/20261124T201436007Z-keep.json`,
    "tombstones/a.b/20261124T201436007Z-keep.json",
    "tombstones/a/b/20261124T201436007Z-keep.json",
    "tombstones/0001/20260230T201436007Z-keep.json",
  ])("are not %s", (key) => {
    expect(parseTombstoneKey(key)).toBeUndefined();
  });
});
