/**
 * The metrics that the processor writes, each with the one dimension `service`. Rejected surveys are counted
 * once more by `service` and `reason`. `process/processor-telemetry.ts` and `archive/archiver-telemetry.ts`
 * describe what each counts.
 */
export const processorMetrics = {
  accepted: "SurveysAccepted",
  duplicate: "SurveysDuplicate",
  rejected: "SurveysRejected",
  failed: "SurveysFailed",
  ageWhenStored: "AgeWhenStored",
  clockAhead: "SurveysClockAhead",
} as const;

/** The metrics that the archiver writes, with the one dimension `service`. */
export const archiverMetrics = {
  archived: "SurveysArchived",
  notArchived: "SurveysNotArchived",
} as const;
