import * as z from "zod";
import { questionnaireSchema, wordingSchema } from "./questionnaire-schema.ts";

const hash = z.string().regex(/^[0-9a-f]{64}$/, { error: "must be a SHA-256 in hexadecimal" });
const ref = z.string().regex(/^[a-z][a-z0-9_]{0,31}@[1-9]\d{0,3}$/, { error: "must be like daily@1" });
const wordingOfVersion = z.strictObject({ version: ref, hash, wording: wordingSchema });

/** A published version. */
const publishedSchema = z.strictObject({
  /** The {@link definitionHash} of the definition. */
  hash,
  definition: questionnaireSchema,
});

/** A wording that was corrected, with the hashes of the definitions that have the one and the other. */
const correctionSchema = z.strictObject({
  /** Left out: the wording is the questionnaire's own, such as its title. */
  item: z.string().exactOptional(),
  part: z.string(),
  reason: z.string(),
  from: wordingOfVersion,
  to: wordingOfVersion,
});

/** The lock of a study. */
export const lockSchema = z.strictObject({
  /** The format of the file. */
  format: z.literal(1),
  /** The questionnaire that surveys without `questionnaire` answer, as it was when the first version was published. */
  defaultQuestionnaire: z.string().nullable(),
  published: z.record(ref, publishedSchema),
  corrections: z.array(correctionSchema),
});

/** What has been published of a study: see {@link lockSchema}. */
export type Lock = z.infer<typeof lockSchema>;
/** A declared correction, as the lock keeps it. */
export type LockedCorrection = z.infer<typeof correctionSchema>;

/** The lock of a study of which nothing has been published. */
export const emptyLock: Lock = { format: 1, defaultQuestionnaire: null, published: {}, corrections: [] };

/** Whether something has been published, so that the default can no longer change. */
export function isBegun({ published }: Lock): boolean {
  return Object.keys(published).length > 0;
}
