import type { SurveyFields } from "@lab/testing/survey";
import { describe, expectTypeOf, it } from "vitest";
import type { SurveyInput } from "../src/index.ts";

describe("the type of what can be sent", () => {
  it("takes texts, surveys, and surveys with extra fields", () => {
    expectTypeOf<string>().toExtend<SurveyInput>();
    expectTypeOf<SurveyFields>().toExtend<SurveyInput>();
    expectTypeOf<SurveyFields & { readonly photo: string }>().toExtend<SurveyInput>();
  });

  it("takes no object that lacks a field, has a wrong one, or of which nothing is known", () => {
    expectTypeOf<Omit<SurveyFields, "q3">>().not.toExtend<SurveyInput>();
    expectTypeOf<Omit<SurveyFields, "q1"> & { readonly q1: string }>().not.toExtend<SurveyInput>();
    expectTypeOf<Record<string, unknown>>().not.toExtend<SurveyInput>();
    expectTypeOf<unknown>().not.toExtend<SurveyInput>();
  });
});
