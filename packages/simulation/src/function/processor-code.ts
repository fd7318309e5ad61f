import type * as processor from "@lab/survey-processor";

/** The processor that the simulation runs, which is the real one or one with a defect. */
export type ProcessorCode = Pick<typeof processor, "createProcessor" | "sqsSurveyQueue" | "archiveBatch">;
