import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type PolicyStatement, policyDocument } from "../policies/policy-document.ts";
import type { Tags } from "../tags.ts";
import { functionTrustPolicy } from "./function-trust-policy.ts";
import { queueFunctionStatements } from "./queue-function-statements.ts";

/** What a function behind a queue has to know. */
export interface SurveyFunctionArgs {
  readonly description: string;
  readonly code: pulumi.asset.Archive;
  /** The file and its export that Lambda calls, such as `index.handler`. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
  /** What the function may do besides taking from its queue and writing its log. */
  readonly statements: pulumi.Input<readonly PolicyStatement[]>;
  /** The queue whose messages the function is given. */
  readonly queueArn: pulumi.Input<string>;
  /** Messages in one invocation, at most. */
  readonly batchSize: number;
  /** Invocations at the same time, at most. */
  readonly maximumConcurrency: number;
  readonly timeoutSeconds: number;
  readonly memorySizeMb: number;
  readonly logRetentionDays: number;
  readonly tags: Tags;
}

/** A function that a queue feeds in batches, with its log, its role and nothing that others could use. */
export class SurveyFunction extends pulumi.ComponentResource {
  readonly functionName: pulumi.Output<string>;

  constructor(name: string, args: SurveyFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("survey-pipeline:infra:SurveyFunction", name, {}, opts);
    const { tags } = args;
    const logGroup = new aws.cloudwatch.LogGroup(
      `${name}-log`,
      { retentionInDays: args.logRetentionDays, tags },
      { parent: this },
    );
    const role = new aws.iam.Role(
      `${name}-role`,
      { assumeRolePolicy: JSON.stringify(functionTrustPolicy()), tags },
      { parent: this },
    );
    const permissions = new aws.iam.RolePolicy(
      `${name}-permissions`,
      { role: role.name, policy: permissionsPolicy(args, logGroup.arn) },
      { parent: this },
    );
    // Without its permissions the function could not log, and Lambda would refuse the trigger.
    const afterPermissions = { parent: this, dependsOn: permissions };
    const lambda = new aws.lambda.Function(
      name,
      {
        ...functionSettings(args),
        role: role.arn,
        loggingConfig: { logFormat: "Text", logGroup: logGroup.name },
      },
      afterPermissions,
    );
    new aws.lambda.EventSourceMapping(
      `${name}-trigger`,
      {
        eventSourceArn: args.queueArn,
        functionName: lambda.arn,
        batchSize: args.batchSize,
        // One failed survey comes back alone, not with the rest of its batch.
        functionResponseTypes: ["ReportBatchItemFailures"],
        scalingConfig: { maximumConcurrency: args.maximumConcurrency },
        tags,
      },
      afterPermissions,
    );
    this.functionName = lambda.name;
    this.registerOutputs({ functionName: this.functionName });
  }
}

function permissionsPolicy(
  args: SurveyFunctionArgs,
  logGroupArn: pulumi.Output<string>,
): pulumi.Output<string> {
  return pulumi
    .all([args.queueArn, logGroupArn, args.statements])
    .apply(([queueArn, logArn, statements]) =>
      JSON.stringify(policyDocument(...queueFunctionStatements(queueArn, logArn), ...statements)),
    );
}

function functionSettings(args: SurveyFunctionArgs) {
  return {
    description: args.description,
    runtime: "nodejs24.x",
    // Cheaper by the millisecond than x86, and the code is only JavaScript.
    architectures: ["arm64"],
    code: args.code,
    handler: args.handler,
    timeout: args.timeoutSeconds,
    memorySize: args.memorySizeMb,
    environment: { variables: args.environment },
    tags: args.tags,
  };
}
