/** Thrown when a stack has no `Pulumi.<stack>.yaml`. */
export class UnknownStackError extends Error {
  override readonly name = "UnknownStackError";
  readonly code = "UNKNOWN_STACK";
  readonly stackName: string;
  /** The stacks that have one. */
  readonly knownStacks: readonly string[];

  constructor(stackName: string, knownStacks: readonly string[]) {
    super(`There is no stack ${JSON.stringify(stackName)}. The known stacks are ${knownStacks.join(", ")}.`);
    this.stackName = stackName;
    this.knownStacks = knownStacks;
  }
}
