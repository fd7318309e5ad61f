import { describe, expectTypeOf, it } from "vitest";
import type { SurveyInput } from "../src/index.ts";

interface Complete {
  readonly user_id: string;
  readonly timestamp: string;
  readonly time_elapsed: number;
  readonly q1: number;
  readonly q2: number;
  readonly q3: number;
  readonly q4: number;
  readonly q5: number;
  readonly freetext: string;
}

describe("the type of what can be sent", () => {
  it("takes texts, surveys, and surveys with extra fields", () => {
    expectTypeOf<string>().toExtend<SurveyInput>();
    expectTypeOf<Complete>().toExtend<SurveyInput>();
    expectTypeOf<Complete & { readonly photo: string }>().toExtend<SurveyInput>();
  });

  it("takes no object that lacks a field, has a wrong one, or of which nothing is known", () => {
    expectTypeOf<Omit<Complete, "q3">>().not.toExtend<SurveyInput>();
    expectTypeOf<Omit<Complete, "q1"> & { readonly q1: string }>().not.toExtend<SurveyInput>();
    expectTypeOf<Record<string, unknown>>().not.toExtend<SurveyInput>();
    expectTypeOf<unknown>().not.toExtend<SurveyInput>();
  });
});
