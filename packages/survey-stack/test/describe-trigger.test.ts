import { describe, expect, it } from "vitest";
import type { Lease } from "../src/lease/lease.ts";
import { describeTrigger, describeWait, isAbandoned } from "../src/trigger/describe-trigger.ts";
import type { Trigger } from "../src/trigger/read-trigger.ts";

const lease: Lease = {
  command: "rebuild",
  by: "anna@lab-laptop",
  since: new Date("2026-11-24T20:14:36Z"),
  until: new Date("2026-11-24T20:19:36Z"),
  found: "on",
  id: "0123456789abcdef",
};
const erasing: Lease = { ...lease, command: "erase" };

describe("what is said of a trigger", () => {
  const trigger = (changes: Partial<Trigger>): Trigger => ({
    uuid: "u",
    arn: "a",
    state: changes.on ? "Enabled" : "Disabled",
    on: false,
    lease: undefined,
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
      trigger({ lease }),
      /paused by a rebuild \(anna@lab-laptop\), 2 minutes ago/,
      false,
    ],
    [
      "a command died",
      trigger({ lease, now: later }),
      /that died, 12 minutes ago.*Run the rebuild again.*resume/,
      true,
    ],
    [
      "a command died that had found it off",
      trigger({ lease: { ...lease, found: "off" }, now: later }),
      /that died, 12 minutes ago.*off before that/,
      false,
    ],
    [
      "a command is about to pause it",
      trigger({ on: true, lease }),
      /is on, and a rebuild.*about to pause/,
      false,
    ],
    [
      "a command has the lease that leaves the trigger alone",
      trigger({ on: true, lease: erasing }),
      /is on, and surveys are processed\. The lease of the stack is held by an erasure \(anna@lab-laptop\), which began 2 minutes ago.*runs out in 3 minutes/,
      false,
    ],
    [
      "such a command died",
      trigger({ on: true, lease: erasing, now: later }),
      /is on, .*mark of an erasure.*died, 12 minutes ago\. The participants stay stopped, and something of theirs may be left\. Run it again/,
      false,
    ],
    [
      "such a command is at work, and one before it died and left the trigger off",
      trigger({ lease: erasing }),
      /is off\. A command that paused it died\..*lab-survey rebuild.*held by an erasure/,
      false,
    ],
    [
      "both died",
      trigger({ lease: erasing, now: later }),
      /is off\. A command that paused it died\..*lab-survey rebuild.*mark of an erasure.*died/,
      true,
    ],
    [
      "such a command died, and somebody had switched the trigger off",
      trigger({ lease: { ...erasing, found: "off" }, now: later }),
      /switched off by hand.*mark of an erasure.*died/,
      false,
    ],
    ["a dead command left its mark", trigger({ on: true, lease, now: later }), /is on.*mark of.*died/, false],
  ])("when %s", (_what, seen, said, abandoned) => {
    expect(describeTrigger(seen)).toMatch(said);
    expect(isAbandoned(seen)).toBe(abandoned);
  });

  it("when one waits for the lease: for whom, since when, and for how long at most", () => {
    expect(describeWait(trigger({ on: true, lease: { ...lease, command: "redrive" } }))).toBe(
      "Waiting for a redrive (anna@lab-laptop), which began 2 minutes ago. If it died, its lease runs out in 3 minutes. You can stop and run it again",
    );
  });
});
