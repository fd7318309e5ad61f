import { afterEach, describe, expect, it, vi } from "vitest";
import { isClockAhead } from "../src/index.ts";

afterEach(() => void vi.unstubAllEnvs());

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
    // Wherever the machine is on which it is judged.
    for (const zone of ["UTC", "Asia/Tokyo", "America/New_York"]) {
      vi.stubEnv("TZ", zone);
      expect(isClockAhead({ submission_time, received_at })).toBe(ahead);
    }
  });
});
