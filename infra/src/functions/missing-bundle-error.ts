import * as pulumi from "@pulumi/pulumi";

/** Thrown when the function's code has not been built yet. Pulumi shows the message without a stack trace. */
export class MissingBundleError extends pulumi.RunError {
  override readonly name = "MissingBundleError";
  readonly code = "MISSING_BUNDLE";
  /** The file that is missing. */
  readonly path: string;

  constructor(path: string) {
    super(
      `The function's code is not there: ${path} is missing. Run \`pnpm build\` first. \`npm run pulumi\` in the place of \`pulumi\` builds by itself.`,
    );
    this.path = path;
  }
}
