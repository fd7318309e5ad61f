// The commands on questionnaires alone. All others need clients of AWS, which take seconds to load.
import { createProgram, runProgram } from "@lab/command-line";
import { addQuestionnaireCommand } from "../../src/commands/questionnaire/questionnaire.ts";

const program = createProgram("lab-survey", "The commands on questionnaires.");
addQuestionnaireCommand(program);
await runProgram(program);
