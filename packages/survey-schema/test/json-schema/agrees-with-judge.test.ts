import fc from "@lab/testing/fast-check";
import { surveyText } from "@lab/testing/survey";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import {
  createJudge,
  MAX_NESTING,
  type Questionnaire,
  questionnaireRef,
  type Study,
  type SurveyIssue,
  surveyJsonSchema,
} from "../../src/index.ts";
import { daily, moment, momentText, study } from "../a-study.ts";
import { anyQuestionnaire } from "../random/any-questionnaire.ts";
import { anyDocuments, documentsOf } from "./any-document.ts";

/** How a validator that knows nothing of ours sees a text, and how the judge does. */
function readersOf(questionnaire: Questionnaire, ofStudy: Study) {
  // Its strict mode wants the type of each value said again beside every keyword.
  const ajv = new Ajv2020({ strictTypes: false });
  const validate = ajv.compile(surveyJsonSchema(questionnaire, ofStudy));
  const judge = createJudge(ofStudy);
  return {
    schemaTakes: (text: string) => validate(JSON.parse(text)),
    judgeTakes(text: string): { readonly taken: boolean; readonly issues: readonly SurveyIssue[] } {
      const parsed = judge.parse(text);
      if (parsed.wellFormed) {
        return {
          taken: questionnaireRef(parsed.survey.answered) === questionnaireRef(questionnaire),
          issues: [],
        };
      }
      const issues = parsed.reasons.flatMap((reason) => ("issues" in reason ? reason.issues : []));
      return { taken: false, issues };
    },
  };
}

/** What a JSON Schema cannot say, of one issue. */
function knownDifference({ code, path }: SurveyIssue, { items }: Questionnaire): string | undefined {
  if (["duplicate_name", "lone_surrogate", "unsafe_number", "too_deep"].includes(code)) return "I-JSON";
  const item = items.find(({ name }) => name === path[0]);
  if (code === "custom" && item?.kind === "number" && item.decimals > 0) return "decimals";
  if (code !== "custom" || item?.kind !== "slider") return undefined;
  if (!Number.isInteger(item.min) || !Number.isInteger(item.step)) return "steps of fractions";
  return item.min % item.step === 0 ? undefined : "steps from no multiple";
}

describe("the JSON Schema of any questionnaire", () => {
  it("takes what the judge takes, and refuses what is malformed but for what it cannot say", () => {
    const seen = { taken: 0, refused: 0 };
    const differences = new Map<string, number>();
    fc.assert(
      fc.property(anyQuestionnaire, fc.boolean(), anyDocuments, (questionnaire, isDefault, drawn) => {
        const ofStudy: Study = {
          questionnaires: [questionnaire],
          ...(isDefault && { defaultQuestionnaire: questionnaire.id }),
          plan: { days: 1, promptsPerDay: 1 },
        };
        const { schemaTakes, judgeTakes } = readersOf(questionnaire, ofStudy);
        for (const text of documentsOf(questionnaire, drawn)) {
          const { taken, issues } = judgeTakes(text);
          if (schemaTakes(text) === taken) {
            seen[taken ? "taken" : "refused"] += 1;
            continue;
          }
          // The schema is never the stricter one.
          expect({ text, taken }).toEqual({ text, taken: false });
          expect(issues.length).toBeGreaterThan(0);
          for (const issue of issues) {
            const difference = knownDifference(issue, questionnaire);
            expect({ text, issue, difference }).toMatchObject({ difference: expect.any(String) });
            if (difference !== undefined) differences.set(difference, 1 + (differences.get(difference) ?? 0));
          }
        }
      }),
      { numRuns: 120 },
    );
    expect(seen.taken).toBeGreaterThan(300);
    expect(seen.refused).toBeGreaterThan(1_500);
    // The third difference is rare. A test below asserts it.
    for (const often of ["decimals", "steps of fractions"]) {
      expect(differences.get(often) ?? 0).toBeGreaterThan(0);
    }
  });
});

describe("a JSON Schema cannot say", () => {
  const { schemaTakes, judgeTakes } = readersOf(moment, study);
  const issueOf = (text: string) => judgeTakes(text).issues.map(({ code, path }) => [code, path[0]]);

  it.each([
    ["that no name comes twice", momentText().replace("{", '{"glad":7,'), "duplicate_name", "glad"],
    ["that no surrogate is alone", momentText({ further: "\ud800" }), "lone_surrogate", "further"],
    ["what a double holds", momentText({ further: 2 ** 53 }), "unsafe_number", "further"],
    [
      "how deep to nest",
      momentText().replace("{", `{"further":${"[".repeat(MAX_NESTING)}${"]".repeat(MAX_NESTING)},`),
      "too_deep",
      "further",
    ],
    ["how many decimals a number has", momentText({ sleep: 7.55 }), "custom", "sleep"],
    ["in which fractions a slider goes", momentText({ stress: 0.25 }), "custom", "stress"],
  ])("%s", (_, text, code, field) => {
    expect(schemaTakes(text)).toBe(true);
    expect(issueOf(text)).toEqual([[code, field]]);
  });

  it("in which steps a slider goes that begins between them", () => {
    const stress = {
      name: "stress",
      kind: "slider",
      label: "–",
      required: true,
      min: 1,
      max: 7,
      step: 3,
    } as const;
    const odd: Questionnaire = { ...moment, items: [stress] };
    const readers = readersOf(odd, { ...study, questionnaires: [odd] });
    expect(readers.schemaTakes(momentText({ stress: 3 }))).toBe(true);
    expect(readers.judgeTakes(momentText({ stress: 3 })).issues).toMatchObject([{ path: ["stress"] }]);
    expect(readers.schemaTakes(momentText({ stress: 4 }))).toBe(true);
    expect(readers.judgeTakes(momentText({ stress: 4 })).taken).toBe(true);
    // Nearly whole is enough for steps that no double holds, and for no others.
    expect(readers.schemaTakes(momentText({ stress: 4.000_000_4 }))).toBe(false);
    expect(readers.judgeTakes(momentText({ stress: 4.000_000_4 })).taken).toBe(false);
  });

  it("what the rules of the questionnaire say", () => {
    const seed = readersOf(daily, study);
    const text = surveyText({ time_elapsed: 1, freetext: " " });
    expect(createJudge(study).judge(text)).toMatchObject({ valid: false });
    expect(seed.schemaTakes(text)).toBe(true);
  });
});
