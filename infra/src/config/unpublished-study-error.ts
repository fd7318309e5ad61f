import * as pulumi from "@pulumi/pulumi";

/**
 * Thrown when a stack that protects its data would collect surveys of a study whose questionnaires are not published. Pulumi shows the
 * message without a stack trace.
 */
export class UnpublishedStudyError extends pulumi.RunError {
  override readonly name = "UnpublishedStudyError";
  readonly code = "UNPUBLISHED_STUDY";
  /** One sentence for each problem. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    const why =
      "This stack has protectData, so it collects a study's data, and every questionnaire must be published as it is. " +
      "Nothing was deployed:";
    super([why, ...problems].join("\n  - "));
    this.problems = problems;
  }
}
