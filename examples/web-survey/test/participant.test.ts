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

const link = (search: string, hash = "") => ({ search, hash });

describe("who answers", () => {
  it("is whom the link names, else who answered last", () => {
    const storage = browser();
    expect(knownParticipant(link(""), storage).find()).toBeUndefined();
    expect(knownParticipant(link("?participant=0001"), storage).find()).toBe("0001");
    knownParticipant(link("?participant=0001"), storage).remember("0002");
    expect(knownParticipant(link(""), storage).find()).toBe("0002");
    expect(knownParticipant(link("?participant=0003"), storage).find()).toBe("0003");
  });

  it("is nobody whom a link could not name", () => {
    const storage = browser();
    expect(knownParticipant(link("?participant=a%20b"), storage).find()).toBeUndefined();
    expect(knownParticipant(link("?participant="), storage).find()).toBeUndefined();
  });

  it("is asked in a browser that remembers nothing", () => {
    const participant = knownParticipant(link(""), () => {
      throw new DOMException("no", "SecurityError");
    });
    participant.remember("0001");
    expect(participant.find()).toBeUndefined();
  });

  it("has the enrolment code of the link, also when the link is opened without it later", () => {
    const storage = browser();
    expect(knownParticipant(link(""), storage).enrolmentCode()).toBeUndefined();
    expect(knownParticipant(link("?participant=0001", "#code=kK3%2Fa%2B"), storage).enrolmentCode()).toBe(
      "kK3/a+",
    );
    expect(knownParticipant(link("?participant=0001"), storage).enrolmentCode()).toBe("kK3/a+");
    expect(knownParticipant(link("", "#code=as+it/is="), storage).enrolmentCode()).toBe("as+it/is=");
    expect(knownParticipant(link("", "#code="), storage).enrolmentCode()).toBe("as+it/is=");
  });
});
