import * as z from "zod";
import { jsonText } from "../json-text.ts";

const oneOrMore = z.union([z.string(), z.array(z.string()).min(1)]);

const policyDocument = z.object({
  Version: z.literal("2012-10-17"),
  Statement: z
    .array(
      z
        .object({
          Effect: z.enum(["Allow", "Deny"]),
          Action: oneOrMore.optional(),
          NotAction: oneOrMore.optional(),
        })
        .loose()
        .refine((statement) => (statement.Action === undefined) !== (statement.NotAction === undefined), {
          error: "a statement needs either Action or NotAction",
        }),
    )
    .min(1),
});

/** The JSON text of an IAM policy, well-formed as AWS demands when it is attached; it stays text. */
export const policyText = jsonTextOf(policyDocument);

/** Text that must be JSON of a certain shape, and stays text. */
export function jsonTextOf(shape: z.ZodType): z.ZodType<string> {
  return z.string().superRefine((text, context) => {
    const { error } = jsonText.pipe(shape).safeParse(text);
    if (error !== undefined) context.addIssue({ code: "custom", message: z.prettifyError(error) });
  });
}
