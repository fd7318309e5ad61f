import * as pulumi from "@pulumi/pulumi";

/**
 * Thrown when a stack's configuration cannot be deployed. The message lists every problem, one a line; Pulumi shows it
 * without a stack trace, since it is for the person who wrote the configuration.
 */
export class ConfigError extends pulumi.RunError {
  override readonly name = "ConfigError";
  readonly code = "INVALID_CONFIG";
  /** One sentence for each problem: the key, its value and what is allowed. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(["The stack's configuration has to be changed:", ...problems].join("\n  - "));
    this.problems = problems;
  }
}
