// The command line: every command is in its own file under commands/.
import { createProgram, runProgram } from "@lab/command-line";
import { addDemoCommand } from "./commands/demo.ts";
import { addForecastCommand } from "./commands/forecast.ts";
import { addParticipantCommand } from "./commands/participant.ts";
import { addQuestionnaireCommand } from "./commands/questionnaire/questionnaire.ts";
import { addRebuildCommand } from "./commands/rebuild.ts";
import { addReconcileCommand } from "./commands/reconcile.ts";
import { addRedriveCommand } from "./commands/redrive.ts";
import { addRejudgeCommand } from "./commands/rejudge.ts";
import { addSendCommand } from "./commands/send.ts";
import { addSpikeCommand } from "./commands/spike.ts";
import { addTriggerCommand } from "./commands/trigger.ts";

const program = createProgram("lab-survey", "The lab's survey pipeline, from the command line.");
addDemoCommand(program);
addSendCommand(program);
addParticipantCommand(program);
addForecastCommand(program);
addSpikeCommand(program);
addReconcileCommand(program);
addRebuildCommand(program);
addRedriveCommand(program);
addRejudgeCommand(program);
addTriggerCommand(program);
addQuestionnaireCommand(program);
await runProgram(program);
