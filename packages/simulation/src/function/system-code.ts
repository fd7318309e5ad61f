import * as processor from "@lab/survey-processor";
import { eraseParticipant } from "../erase/erase-participant.ts";
import type { EraserCode } from "../erase/eraser-parts.ts";
import type { ProcessorCode } from "./processor-code.ts";

/** All the code that a schedule runs, which is the real one or one with a defect. */
export type SystemCode = ProcessorCode & EraserCode;

/** The code as it is. */
export const systemCode: SystemCode = { ...processor, eraseParticipant };
