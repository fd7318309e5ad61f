import fc from "@lab/testing/fast-check";
import { surveyText } from "@lab/testing/survey";
import { timestampOf } from "./pipeline.ts";

/** Bodies of exactly as many UTF-8 bytes as a limit of SQS, one less, or one more: but never more than a message may have. */
export const largeBody: fc.Arbitrary<string> = fc
  .record({
    limit: fc.constantFrom(65_536, 262_144, 1_048_576),
    more: fc.constantFrom(-1, 0, 1),
    character: fc.constantFrom("x", "é", "\ufffd", "😀", "\t", '"', "\\"),
    shape: fc.constantFrom("text", "freetext", "extra", "name", "numbers", "names", "both"),
    second: fc.nat(86_399),
  })
  .map(({ limit, more, character, shape, second }) => {
    const bytes = Math.min(limit + more, 1_048_576);
    const survey = (fields: object) => surveyText({ timestamp: timestampOf(second), ...fields });
    const fill = (text: string, what: string) => {
      const [head = "", tail = ""] = text.split("FILL");
      const left = bytes - Buffer.byteLength(head + tail);
      const count = Math.floor(left / Buffer.byteLength(what));
      return head + what.repeat(count) + " ".repeat(left - count * Buffer.byteLength(what)) + tail;
    };
    const escaped = JSON.stringify(character).slice(1, -1);
    switch (shape) {
      case "text":
        return fill("FILL", character);
      case "freetext":
        return fill(survey({ freetext: "FILL" }), escaped);
      case "name":
        return fill(survey({ FILL: 1e99 }), escaped);
      case "numbers":
        return fill(survey({ extra: "NUMBERS" }).replace('"NUMBERS"', "[FILL1e99]"), "1e99,");
      // Half of it one name, and under it as many wrong numbers as there is room for.
      case "both": {
        const name = escaped.repeat(Math.floor(bytes / 2 / Buffer.byteLength(escaped)));
        return fill(
          survey({ extra: "BOTH" }).replace('"BOTH"', () => `{"${name}":[FILL1e99]}`),
          "1e99,",
        );
      }
      case "names":
        return fill(survey({ extra: "NAMES" }).replace('"NAMES"', '{FILL"a":1}'), '"a":1,');
      default:
        return fill(survey({ extra: "FILL" }), escaped);
    }
  });
