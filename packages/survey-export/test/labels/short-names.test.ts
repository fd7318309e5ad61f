import { describe, expect, it } from "vitest";
import { shortNames } from "../../src/labels/short-names.ts";

const rules = { maxLength: 12, reserved: new Set(["with"]) };

describe("shortNames", () => {
  it("leaves names as they are that the program takes", () => {
    expect([...shortNames(["q1", "twelve_chars", "without"], rules)]).toEqual([
      ["q1", "q1"],
      ["twelve_chars", "twelve_chars"],
      ["without", "without"],
    ]);
  });

  it("changes reserved words so that no column can have the new name", () => {
    expect(shortNames(["with"], rules).get("with")).toBe("with__1");
  });

  it("tells long names apart whose beginnings are the same", () => {
    const [one, other] = shortNames(["company__alone_at_home", "company__alone_at_work"], rules).values();
    expect(one).toMatch(/^compa_[0-9a-f]{6}$/);
    expect(other).toMatch(/^compa_[0-9a-f]{6}$/);
    expect(one).not.toBe(other);
  });

  it("gives a name the same one whatever the other names are", () => {
    const long = "company__alone_at_home";
    const alone = shortNames([long], rules).get(long);
    expect(shortNames(["company__alone_at_work", "with", long], rules).get(long)).toBe(alone);
  });
});
