import { surveySchema } from "@lab/survey-schema";
import * as z from "zod/mini";

/** Credentials with which one participant sends surveys, as the vending endpoint answers them. */
export const vendedCredentials = z.object({
  /** Whose they are. A phone compares it, because surveys of anybody else would be rejected as `wrong_sender`. */
  participant: surveySchema.shape.user_id,
  accessKeyId: z.string().check(z.minLength(1)),
  secretAccessKey: z.string().check(z.minLength(1)),
  sessionToken: z.string().check(z.minLength(1)),
  /** For how long they are good from now on; a phone's clock may be wrong, so it is told no time of day. */
  expiresInSeconds: z.number().check(z.positive()),
});
export type VendedCredentials = z.infer<typeof vendedCredentials>;
