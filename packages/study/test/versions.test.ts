import { canonicalJson, compareVersions, type Study } from "@lab/survey-schema";
import { anyQuestionnaire } from "@lab/survey-schema/random";
import fc from "@lab/testing/fast-check";
import { describe, expect, it } from "vitest";
import { emptyLock, publishVersions, studyFindings } from "../src/lock/index.ts";
import { lockSchema } from "../src/lock/lock-schema.ts";
import { readableJson } from "../src/lock/readable-json.ts";
import { anyChange } from "./any-change.ts";

const studyOf = (...questionnaires: Study["questionnaires"]): Study => ({
  questionnaires,
  plan: { days: 1, promptsPerDay: 1 },
});

function published(study: Study) {
  const outcome = publishVersions(study, emptyLock, study.questionnaires);
  if (!outcome.ok) throw new Error(outcome.problems.join("\n"));
  return outcome.lock;
}

describe("any questionnaire", () => {
  it("has no change against itself", () => {
    fc.assert(
      fc.property(anyQuestionnaire, (one) => {
        expect(compareVersions(one, one)).toEqual([]);
      }),
    );
  });

  it("is well once it is published, also when the lock was written and read", () => {
    fc.assert(
      fc.property(anyQuestionnaire, (one) => {
        const study = studyOf(one);
        const lock = published(study);
        const read = lockSchema.parse(JSON.parse(readableJson(lock)));
        expect(read).toEqual(lock);
        expect(studyFindings(study, read, { published: true })).toEqual([]);
      }),
    );
  });

  it("is told to have changed whatever single thing is changed", () => {
    fc.assert(
      fc.property(anyChange, ([one, changed]) => {
        fc.pre(canonicalJson(one) !== canonicalJson(changed));
        expect(compareVersions(one, changed).length).toBeGreaterThan(0);
        expect(studyFindings(studyOf(changed), published(studyOf(one)))).toContainEqual(
          expect.objectContaining({ level: "problem", code: "changed", questionnaire: "random@1" }),
        );
      }),
      { numRuns: 500 },
    );
  });
});
