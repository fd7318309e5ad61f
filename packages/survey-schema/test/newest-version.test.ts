import { describe, expect, it } from "vitest";
import { newestVersion } from "../src/index.ts";
import { daily, moment, study } from "./a-study.ts";

describe("the newest version of a questionnaire", () => {
  it("is found in whatever order the study has its versions", () => {
    const { questionnaires } = study;
    expect(newestVersion(study, "moment")).toBe(moment);
    expect(newestVersion({ questionnaires: questionnaires.toReversed() }, "moment")).toBe(moment);
    expect(newestVersion(study, "daily")).toBe(daily);
  });

  it("is that of the tenth where there are ten", () => {
    const questionnaires = Array.from({ length: 10 }, (_, i) => ({ ...moment, version: i + 1 }));
    expect(newestVersion({ questionnaires }, "moment")?.version).toBe(10);
  });

  it("is none of a questionnaire that the study does not have", () => {
    expect(newestVersion(study, "evening")).toBeUndefined();
  });
});
