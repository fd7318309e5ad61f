import { describe, expect, it } from "vitest";
import { MAX_PIECE_BYTES, piecesFor, piecesOf } from "../../src/labels/spss/spss-text.ts";

const unmark = new Map([
  ["n", "\n"],
  ["s", " "],
  ["x00", "\0"],
  ["\\", "\\"],
]);

describe("piecesOf", () => {
  it("marks what would end a row or a cell, and the marks themselves", () => {
    expect(piecesOf("a\nb\r\nc\td\\n\0\u0085", 1)).toEqual(["a\\nb\\r\\nc\\td\\\\n\\x00\\x85"]);
  });

  it("marks blanks at both ends, which SPSS drops, and an empty text, which is none to it", () => {
    expect([piecesOf("  a b ", 1), piecesOf(" ", 1), piecesOf("", 1)]).toEqual([
      ["\\s a b\\s"],
      ["\\s"],
      ["\\e"],
    ]);
  });

  it.each([
    ["characters of four bytes", "😀".repeat(50_000)],
    ["marks of four bytes", "\0".repeat(50_000)],
    ["blanks", " ".repeat(50_000)],
    ["characters of all sizes", "aä漢😀\\\n ".repeat(7_000)],
  ])("splits %s between characters, into no more pieces than are planned", (_, text) => {
    const pieces = piecesOf(text, piecesFor([...text].length));
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.length).toBeLessThanOrEqual(piecesFor([...text].length));
    for (const piece of pieces) {
      expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(MAX_PIECE_BYTES);
      expect(piece.isWellFormed()).toBe(true);
      expect(piece).toBe(piece.trim());
    }
    const unmarked = pieces.join("").replaceAll(/\\(x..|.)/g, (_mark, name) => unmark.get(name) ?? "");
    expect(unmarked).toBe(text);
  });

  it("cuts a text off that has no room, and says so", () => {
    const [piece = "", ...others] = piecesOf("ä".repeat(20_000), 1);
    expect(others).toEqual([]);
    expect(piece).toMatch(/^ä{16000,}\\\+$/);
    expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(MAX_PIECE_BYTES);
  });
});
