import { userIdSchema } from "@lab/survey-schema";
import * as z from "zod/mini";

/** Credentials with which one participant sends surveys, as the vending endpoint answers them. */
export const vendedCredentials = z.object({
  /** Whose they are. A phone compares it, because surveys of anybody else would be rejected as `wrong_sender`. */
  participant: userIdSchema,
  accessKeyId: z.string().check(z.minLength(1)),
  secretAccessKey: z.string().check(z.minLength(1)),
  sessionToken: z.string().check(z.minLength(1)),
  /** For how long they are valid from now on. It is no time of day, because a phone's clock may be wrong. */
  expiresInSeconds: z.number().check(z.positive()),
});
export type VendedCredentials = z.infer<typeof vendedCredentials>;
