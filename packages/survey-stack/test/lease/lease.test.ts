import { describe, expect, it } from "vitest";
import { type Lease, leaseTag, readLeaseTag } from "../../src/lease/lease.ts";
import { leaseCommands } from "../../src/lease/lease-holder.ts";

const lease: Lease = {
  command: "rebuild",
  by: "anna@lab-laptop",
  since: new Date("2026-11-24T20:14:36Z"),
  until: new Date("2026-11-24T20:19:36Z"),
  found: "on",
  id: "0123456789abcdef",
};

describe("a lease in a tag", () => {
  it("is a text that people understand, and reads as it was written", () => {
    const text = leaseTag(lease);
    expect(text).toBe(
      "rebuild by anna@lab-laptop since 2026-11-24T20:14:36Z until 2026-11-24T20:19:36Z found on id 0123456789abcdef",
    );
    expect(readLeaseTag(text)).toEqual(lease);
    expect(readLeaseTag(leaseTag({ ...lease, found: "off" }))).toEqual({ ...lease, found: "off" });
  });

  it.each(leaseCommands)("names the command: %s", (command) => {
    expect(readLeaseTag(leaseTag({ ...lease, command }))).toEqual({ ...lease, command });
  });

  it("is one that AWS takes, whoever runs the command", () => {
    for (const by of ["Änne Müller (PI)@host,1", "", "a\nb@c", "研究@机器", "x".repeat(300)]) {
      const text = leaseTag({ ...lease, by });
      expect(text).toMatch(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u);
      expect(readLeaseTag(text)).toMatchObject({ ...lease, by: expect.any(String) });
    }
  });

  it.each([
    "",
    "anna",
    leaseTag(lease).replace("rebuild", "rebuilding"),
    leaseTag(lease).replace("2026-11-24", "2026-13-24"),
    `${leaseTag(lease)} and more`,
  ])("is not guessed at where somebody wrote another text: %j", (text) => {
    expect(() => readLeaseTag(text)).toThrow(/survey-lease.*trigger resume --force/);
  });
});
