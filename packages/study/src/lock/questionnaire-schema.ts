import type { NamedItem, Questionnaire, Study, Wording } from "@lab/survey-schema";
import * as z from "zod";

// What the lock and a study's module hold, read strictly: an unknown field would be in the hash and in no comparison.
const wording: z.ZodType<Wording> = z.union([z.string(), z.record(z.string(), z.string())]);
const value = z.union([z.string(), z.number()]);
const condition = z.record(
  z.string(),
  z.strictObject({
    equals: value.exactOptional(),
    not: value.exactOptional(),
    oneOf: z.array(value).exactOptional(),
    includes: z.string().exactOptional(),
    excludes: z.string().exactOptional(),
    atLeast: z.number().exactOptional(),
    atMost: z.number().exactOptional(),
  }),
);
const common = {
  name: z.string(),
  label: wording,
  help: wording.exactOptional(),
  required: z.boolean(),
  showIf: condition.exactOptional(),
};
const scored = { scale: z.string().exactOptional(), reverse: z.literal(true).exactOptional() };
const options = z.array(z.strictObject({ code: z.string(), label: wording }));

const itemSchema: z.ZodType<NamedItem> = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("likert"),
    ...common,
    points: z.number(),
    anchors: z.array(z.strictObject({ point: z.number(), label: wording })),
    ...scored,
    expect: z.number().exactOptional(),
  }),
  z.strictObject({
    kind: z.literal("slider"),
    ...common,
    min: z.number(),
    max: z.number(),
    step: z.number(),
    low: wording.exactOptional(),
    high: wording.exactOptional(),
    ...scored,
  }),
  z.strictObject({
    kind: z.literal("single_choice"),
    ...common,
    options,
    expect: z.string().exactOptional(),
  }),
  z.strictObject({
    kind: z.literal("multiple_choice"),
    ...common,
    options,
    minChoices: z.number(),
    maxChoices: z.number(),
  }),
  z.strictObject({
    kind: z.literal("number"),
    ...common,
    unit: wording.exactOptional(),
    min: z.number(),
    max: z.number(),
    decimals: z.number(),
  }),
  z.strictObject({ kind: z.literal("text"), ...common, maxCharacters: z.number() }),
  z.strictObject({
    kind: z.literal("date"),
    ...common,
    min: z.string().exactOptional(),
    max: z.string().exactOptional(),
  }),
  z.strictObject({ kind: z.literal("time"), ...common }),
]);

const consequence = z.enum(["reject", "flag"]);

/** A questionnaire of one version, as JSON. Whether it makes sense is for `defineQuestionnaire` to say. */
export const questionnaireSchema: z.ZodType<Questionnaire> = z.strictObject({
  id: z.string(),
  version: z.number(),
  title: wording,
  instructions: wording.exactOptional(),
  languages: z.array(z.string()),
  items: z.array(itemSchema),
  rules: z.strictObject({
    minSeconds: z.number().exactOptional(),
    maxSeconds: z.number().exactOptional(),
    straightLined: z.boolean(),
    consequences: z.strictObject({ too_fast: consequence, no_text: consequence, failed_check: consequence }),
  }),
  scores: z.array(
    z.strictObject({
      name: z.string(),
      combine: z.enum(["mean", "sum"]),
      items: z.array(z.string()),
      maxMissing: z.number(),
    }),
  ),
});

/** A study, as JSON. */
export const studySchema: z.ZodType<Study> = z.strictObject({
  questionnaires: z.array(questionnaireSchema),
  defaultQuestionnaire: z.string().exactOptional(),
  plan: z.strictObject({ days: z.number(), promptsPerDay: z.number() }),
});

/** What participants read, as JSON. */
export const wordingSchema = wording;
