import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { createParticipants } from "../src/study/participants.ts";

describe("a device", () => {
  it("becomes that of the first who answers, and of the next one who does on the same page", async () => {
    const participants = createParticipants("one-page");
    await participants.replaceCurrent(undefined, "0001");
    expect(await participants.current()).toBe("0001");
    await participants.replaceCurrent("0001", "0002");
    expect(await participants.current()).toBe("0002");
  });

  it("stays somebody's to whom another tab gave it, when an answer comes from a page of before", async () => {
    const participants = createParticipants("two-tabs");
    await participants.setCurrent("0001");
    await participants.setCurrent("0002");
    await participants.replaceCurrent("0001", "0001");
    expect(await participants.current()).toBe("0002");
  });

  it("remembers the language that was chosen, whoever answers", async () => {
    const participants = createParticipants("languages");
    expect(await participants.language()).toBeUndefined();
    await participants.chooseLanguage("de");
    await participants.setCurrent("0002");
    expect(await participants.language()).toBe("de");
    expect(await participants.current()).toBe("0002");
  });
});
