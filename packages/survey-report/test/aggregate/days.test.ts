import { describe, expect, it } from "vitest";
import { dateOf, dayAt, dayOf, momentOf, offsetIn, zoneOffset } from "../../src/aggregate/days.ts";

const at = (time: string) => Date.parse(time);

describe("days", () => {
  it("are numbers that follow each other, and become dates again", () => {
    expect(dayOf("2026-03-01") - dayOf("2026-02-28T23:59:59")).toBe(1);
    expect(dateOf(dayOf("2028-02-28") + 1)).toBe("2028-02-29");
    expect(dayOf("1970-01-01")).toBe(0);
  });

  it("begin when they do where the clock is", () => {
    const moment = at("2026-11-28T23:30:00Z");
    expect(dateOf(dayAt(moment, 0))).toBe("2026-11-28");
    expect(dateOf(dayAt(moment, 60))).toBe("2026-11-29");
    expect(dateOf(dayAt(at("2026-11-28T03:00:00Z"), -240))).toBe("2026-11-27");
  });
});

describe("a time zone", () => {
  it("is told by its name or its offset, in summer and in winter", () => {
    const berlin = offsetIn("Europe/Berlin");
    expect([berlin(at("2026-07-01T12:00:00Z")), berlin(at("2026-12-01T12:00:00Z"))]).toEqual([120, 60]);
    expect(offsetIn("-03:30")(0)).toBe(-210);
    expect(offsetIn("Asia/Kathmandu")(at("2026-01-01T00:00:00Z"))).toBe(345);
  });

  it("changes in the very minute in which clocks are set", () => {
    const berlin = offsetIn("Europe/Berlin");
    expect(berlin(at("2026-03-29T00:59:59Z"))).toBe(60);
    expect(berlin(at("2026-03-29T01:00:00Z"))).toBe(120);
  });

  it("is UTC for days, and unknown for clocks, where nobody knows it", () => {
    for (const zone of [undefined, "Mars/Olympus"]) {
      expect(offsetIn(zone)(0)).toBe(0);
      expect(zoneOffset(zone)).toBeUndefined();
    }
  });
});

describe("momentOf", () => {
  it("tells when a local time was, on both sides of a change of the clocks", () => {
    const berlin = offsetIn("Europe/Berlin");
    expect(momentOf("2026-03-29T01:30:00", berlin)).toBe(at("2026-03-29T00:30:00Z"));
    expect(momentOf("2026-03-29T03:30:00", berlin)).toBe(at("2026-03-29T01:30:00Z"));
    expect(momentOf("2026-10-25T04:30:00", berlin)).toBe(at("2026-10-25T03:30:00Z"));
  });
});
