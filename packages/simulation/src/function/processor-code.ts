import type * as processor from "@lab/survey-processor";

/** What the simulation runs of the processor: the real one, or one with a defect. */
export type ProcessorCode = Pick<typeof processor, "createProcessor" | "sqsSurveyQueue">;
