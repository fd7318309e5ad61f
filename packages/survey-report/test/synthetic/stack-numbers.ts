import type { StackNumbers } from "../../src/index.ts";

/** Numbers of a stack in which everything agrees. */
export function stackNumbers(surveys: number, changes: Partial<StackNumbers> = {}): StackNumbers {
  return {
    region: "eu-central-1",
    surveysBucket: "survey-prod-surveys",
    undelivered: 0,
    deadLetters: 0,
    waiting: 0,
    receipt: {
      ledgerItems: surveys,
      counted: surveys,
      objects: surveys,
      participantsThatDiffer: 0,
      balanced: true,
    },
    ...changes,
  };
}
