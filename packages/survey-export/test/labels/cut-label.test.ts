import { describe, expect, it } from "vitest";
import { cutLabel } from "../../src/labels/cut-label.ts";

describe("cutLabel", () => {
  it("leaves a label that fits, in one line", () => {
    expect(cutLabel(" How do\r\n you\tfeel? ", 16)).toBe("How do you feel?");
  });

  it("counts bytes, and cuts no character in two", () => {
    expect(cutLabel("äöü", 6)).toBe("äöü");
    expect(cutLabel("äöüß", 7)).toBe("äö…");
    expect(cutLabel("😀😀😀", 11)).toBe("😀😀…");
    expect(cutLabel("😀😀😀", 10)).toBe("😀…");
  });

  it("leaves no blank before the sign that says that it was cut", () => {
    expect(cutLabel("one two three", 7)).toBe("one…");
  });
});
