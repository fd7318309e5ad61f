import { type AuditedAct, readActs, type Stack } from "@lab/survey-stack";

/** All acts in the audit trail of a stack, in the order in which they began. */
export async function actsOf(stack: Stack): Promise<AuditedAct[]> {
  const acts: AuditedAct[] = [];
  for await (const act of readActs(stack)) acts.push(act);
  return acts;
}
