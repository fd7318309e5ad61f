import { describe, expect, it } from "vitest";
import { describeTrigger, isAbandoned } from "../src/trigger/describe-trigger.ts";
import { type Pause, pauseTag, readPauseTag } from "../src/trigger/pause.ts";
import type { Trigger } from "../src/trigger/read-trigger.ts";

const pause: Pause = {
  command: "rebuild",
  by: "anna@lab-laptop",
  since: new Date("2026-11-24T20:14:36Z"),
  until: new Date("2026-11-24T20:19:36Z"),
  found: "on",
  id: "0123456789abcdef",
};

describe("a pause in a tag", () => {
  it("is a text that people understand, and reads as it was written", () => {
    const text = pauseTag(pause);
    expect(text).toBe(
      "rebuild by anna@lab-laptop since 2026-11-24T20:14:36Z until 2026-11-24T20:19:36Z found on id 0123456789abcdef",
    );
    expect(readPauseTag(text)).toEqual(pause);
    expect(readPauseTag(pauseTag({ ...pause, found: "off" }))).toEqual({ ...pause, found: "off" });
  });

  it("is one that AWS takes, whoever runs the command", () => {
    for (const by of ["Änne Müller (PI)@host,1", "", "a\nb@c", "研究@机器", "x".repeat(300)]) {
      const text = pauseTag({ ...pause, by });
      expect(text).toMatch(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u);
      expect(readPauseTag(text)).toMatchObject({ ...pause, by: expect.any(String) });
    }
  });

  it.each(["", "anna", pauseTag(pause).replace("2026-11-24", "2026-13-24"), `${pauseTag(pause)} and more`])(
    "is not guessed at where somebody wrote another text: %j",
    (text) => {
      expect(() => readPauseTag(text)).toThrow(/survey-pause.*trigger resume --force/);
    },
  );
});

describe("what is said of a trigger", () => {
  const trigger = (changes: Partial<Trigger>): Trigger => ({
    uuid: "u",
    arn: "a",
    state: changes.on ? "Enabled" : "Disabled",
    on: false,
    pause: undefined,
    now: new Date("2026-11-24T20:16:36Z"),
    local: false,
    ...changes,
  });
  const later = new Date("2026-11-24T20:26:36Z");

  it.each([
    ["it is on", trigger({ on: true }), /^The trigger is on, and surveys are processed\.$/, false],
    ["somebody switched it off", trigger({}), /switched off by hand.*None is lost.*trigger resume/, false],
    [
      "a command has paused it",
      trigger({ pause }),
      /paused by a rebuild \(anna@lab-laptop\), 2 minutes ago/,
      false,
    ],
    [
      "a command died",
      trigger({ pause, now: later }),
      /that died, 12 minutes ago.*Run the rebuild again.*resume/,
      true,
    ],
    [
      "a command died that had found it off",
      trigger({ pause: { ...pause, found: "off" }, now: later }),
      /that died, 12 minutes ago.*off before that/,
      false,
    ],
    [
      "a command is about to pause it",
      trigger({ on: true, pause }),
      /is on, and a rebuild.*about to pause/,
      false,
    ],
    ["a dead command left its mark", trigger({ on: true, pause, now: later }), /is on.*mark of.*died/, false],
  ])("when %s", (_what, seen, said, abandoned) => {
    expect(describeTrigger(seen)).toMatch(said);
    expect(isAbandoned(seen)).toBe(abandoned);
  });
});
