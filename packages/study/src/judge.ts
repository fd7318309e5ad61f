import { createJudge, type Judge } from "@lab/survey-schema";
import { study } from "./study.ts";

/** Judges the surveys of the study. */
export const judge: Judge = createJudge(study);
