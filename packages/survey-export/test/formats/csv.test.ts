import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { csvHeader, csvLine, unguarded } from "../../src/formats/csv.ts";

describe("csvLine", () => {
  it("ends lines as RFC 4180 says, and quotes only where it must", () => {
    expect(csvLine(["0001", 3, -1.5, "a, b", 'say "hi"', null])).toBe('0001,3,-1.5,"a, b","say ""hi""",\r\n');
  });

  it.each(["=1+1", "+49", "-5", "@SUM(A1)", "\t=1", "  =1", "＝1", "'quoted'", "\r=1"])(
    "guards %j, which a spreadsheet would run or change",
    (text) => {
      const [[cell = ""] = []] = parse(csvLine([text]));
      expect(cell).toBe(`'${text}`);
      expect(unguarded(cell)).toBe(text);
    },
  );

  it("leaves negative numbers numbers", () => {
    expect(csvLine([-5, -0.25, 1e-7])).toBe("-5,-0.25,1e-7\r\n");
  });

  it("tells an empty text from no value", () => {
    expect(csvLine(["", null])).toBe("',\r\n");
    expect([unguarded("'"), unguarded("")]).toEqual(["", null]);
  });

  it("shows a NUL, at which other programs would end the text", () => {
    expect(csvLine(["a\0b", "\0"])).toBe("a\u2400b,\u2400\r\n");
  });

  it("is read back by another program's parser, whatever a text has", () => {
    const texts = [
      "",
      "'",
      "''x",
      "😀\u200d🎓",
      "a\nb\r\nc\rd",
      '"',
      ",",
      " leading",
      "x".repeat(10_000),
      "\uFEFFmark",
    ];
    const records: string[][] = parse(
      csvHeader(["a", "b"]) + texts.map((text) => csvLine([text, 1])).join(""),
      {
        bom: true,
      },
    );
    expect(records.slice(1).map(([cell = ""]) => unguarded(cell))).toEqual(texts);
    expect(records[0]).toEqual(["a", "b"]);
  });
});
