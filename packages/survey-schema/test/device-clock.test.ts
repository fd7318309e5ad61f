import { describe, expect, it } from "vitest";
import { isClockAhead } from "../src/index.ts";

describe("a device's clock", () => {
  const received_at = "2026-03-02T12:00:00.000Z";

  it.each([
    ["in 2099", "2099-12-31T23:59:59", true],
    ["a second more than a day ahead", "2026-03-03T12:00:01", true],
    ["exactly a day ahead", "2026-03-03T12:00:00", false],
    ["in UTC+14, right", "2026-03-03T02:00:00", false],
    ["in UTC-12, right", "2026-03-02T00:00:00", false],
    ["years behind", "2000-01-01T00:00:00", false],
  ])("%s", (_, submission_time, ahead) => {
    expect(isClockAhead({ submission_time, received_at })).toBe(ahead);
  });
});
