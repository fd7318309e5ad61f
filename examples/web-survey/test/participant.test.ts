import { describe, expect, it } from "vitest";
import { knownParticipant } from "../src/sending/participant.ts";

/** A browser's local storage. */
function browser() {
  const values = new Map<string, string>();
  const storage: Storage = {
    get length() {
      return values.size;
    },
    key: (index) => [...values.keys()][index] ?? null,
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
    clear: () => values.clear(),
  };
  return () => storage;
}

describe("who answers", () => {
  it("is whom the link names, else who answered last", () => {
    const storage = browser();
    expect(knownParticipant("", storage).find()).toBeUndefined();
    expect(knownParticipant("?participant=0001", storage).find()).toBe("0001");
    knownParticipant("?participant=0001", storage).remember("0002");
    expect(knownParticipant("", storage).find()).toBe("0002");
    expect(knownParticipant("?participant=0003", storage).find()).toBe("0003");
  });

  it("is nobody whom a link could not name", () => {
    const storage = browser();
    expect(knownParticipant("?participant=a%20b", storage).find()).toBeUndefined();
    expect(knownParticipant("?participant=", storage).find()).toBeUndefined();
  });

  it("is asked in a browser that remembers nothing", () => {
    const participant = knownParticipant("", () => {
      throw new DOMException("no", "SecurityError");
    });
    participant.remember("0001");
    expect(participant.find()).toBeUndefined();
  });
});
