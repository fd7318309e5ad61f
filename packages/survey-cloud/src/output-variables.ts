/**
 * The variable that tells a stack output.
 *
 * @example outputVariable("queueUrl") // SURVEY_QUEUE_URL
 */
export function outputVariable(output: string): string {
  return `SURVEY_${output.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toUpperCase()}`;
}

/**
 * Stack outputs as variables: `queueUrl` becomes `SURVEY_QUEUE_URL`. Outputs that are not text are written as JSON.
 *
 * @example outputVariables({ surveysBucketName: "surveys-1a2b3c4" }) // { SURVEY_SURVEYS_BUCKET_NAME: "surveys-1a2b3c4" }
 */
export function outputVariables(outputs: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, value]) => [
      outputVariable(name),
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}
