import { styleText } from "node:util";
import type { ReportData } from "@lab/survey-report";

/** Whether nothing in the report needs an operator: what was compared agrees. */
export function isWell({ stack }: ReportData): boolean {
  return stack.receipt.balanced;
}

/** What a report says first, in lines. The page has the rest. */
export function reportSummary(data: ReportData, path: string): string {
  const { surveys, participants, rejected, stack } = data;
  const n = (value: number) => value.toLocaleString("en");
  return [
    `${n(surveys.today)} surveys today, ${n(surveys.total)} in all. ${n(participants.active)} participants are active, ${n(participants.silent)} silent.`,
    `${n(rejected.total)} surveys were rejected, ${n(stack.undelivered + stack.deadLetters)} not delivered.`,
    isWell(data)
      ? styleText(["bold", "green"], `The receipt is balanced. The page is ${path}`)
      : styleText(["bold", "red"], `The receipt is not balanced. The page is ${path}`),
  ].join("\n");
}
