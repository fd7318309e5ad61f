import type { ProcessorEnvironment } from "./deployment.ts";
import { ProcessorSettingsError } from "./errors.ts";

/**
 * Reads what the function needs to know of its deployment.
 *
 * @throws ProcessorSettingsError naming every variable that is missing.
 */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
): ProcessorEnvironment {
  const missing: string[] = [];
  const read = (name: keyof ProcessorEnvironment): string => {
    const value = environment[name];
    if (value) return value;
    missing.push(name);
    return "";
  };
  const settings: ProcessorEnvironment = {
    QUEUE_URL: read("QUEUE_URL"),
    SURVEYS_BUCKET_NAME: read("SURVEYS_BUCKET_NAME"),
    REJECTED_BUCKET_NAME: read("REJECTED_BUCKET_NAME"),
    PARTICIPANTS_TABLE_NAME: read("PARTICIPANTS_TABLE_NAME"),
    SUBMISSIONS_TABLE_NAME: read("SUBMISSIONS_TABLE_NAME"),
  };
  if (missing.length === 0) return settings;
  throw new ProcessorSettingsError(
    `the function's environment lacks ${missing.join(", ")}; the Pulumi program in infra/ sets them`,
  );
}
