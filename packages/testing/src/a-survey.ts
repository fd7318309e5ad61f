/** What every test's survey has. The schema's own tests hold it to the schema, on which this package must not depend. */
export interface SurveyFields {
  readonly user_id: string;
  readonly timestamp: string;
  readonly time_elapsed: number;
  readonly q1: number;
  readonly q2: number;
  readonly q3: number;
  readonly q4: number;
  readonly q5: number;
  readonly freetext: string;
}

/**
 * A survey, valid unless the fields make it otherwise: replaced, added, or (given `undefined`) left out of its JSON.
 *
 * @example aSurvey({ user_id: "0002", time_elapsed: 1 })
 */
export function aSurvey(fields: Readonly<Record<string, unknown>> = {}): SurveyFields {
  return {
    user_id: "0001",
    timestamp: "092821120000",
    time_elapsed: 5,
    q1: 5,
    q2: 3,
    q3: 2,
    q4: 2,
    q5: 4,
    freetext: "a fine day",
    ...fields,
  };
}

/** {@link aSurvey} as JSON text, as a device sends it. */
export function surveyText(fields: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify(aSurvey(fields));
}
