import * as z from "zod";

/**
 * The value of a JSON text. A text that is not JSON is an issue like any other. Pipe it into the shape that
 * the text should have.
 *
 * @example jsonText.pipe(z.object({ Enabled: z.boolean() })).safeParse(payload)
 */
export const jsonText = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: "custom", message: "is not JSON" });
    return z.NEVER;
  }
});
