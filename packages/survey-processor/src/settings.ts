import * as z from "zod";
import type { ProcessorEnvironment } from "./deployment.ts";
import { ProcessorSettingsError } from "./errors.ts";

const name = z.string("is not set").min(1, "is empty");

const settingsSchema = z.object({
  SURVEYS_BUCKET_NAME: name,
  REJECTED_BUCKET_NAME: name,
  PARTICIPANTS_TABLE_NAME: name,
  SUBMISSIONS_TABLE_NAME: name,
}) satisfies z.ZodType<ProcessorEnvironment>;

/**
 * Reads what the function needs to know of its deployment.
 *
 * @throws ProcessorSettingsError naming every variable that is missing.
 */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
): ProcessorEnvironment {
  const result = settingsSchema.safeParse(environment);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
  throw new ProcessorSettingsError(
    `the function's environment is incomplete: ${problems.join("; ")}. The Pulumi program in infra/ sets it.`,
  );
}
