import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { senderPolicy } from "./policies/sender-policy.ts";
import type { Tags } from "./tags.ts";

/** What the senders' policy has to know. */
export interface SurveySenderArgs {
  readonly queueArn: pulumi.Input<string>;
  readonly tags: Tags;
}

/** The policy to attach to whatever sends surveys: it allows that and nothing else. */
export class SurveySender extends pulumi.ComponentResource {
  readonly policyArn: pulumi.Output<string>;

  constructor(name: string, args: SurveySenderArgs, opts?: pulumi.ComponentResourceOptions) {
    super("survey-pipeline:infra:SurveySender", name, {}, opts);
    const policy = new aws.iam.Policy(
      name,
      {
        description: "Allows sending surveys to the queue and nothing else.",
        policy: pulumi.output(args.queueArn).apply((arn) => JSON.stringify(senderPolicy(arn))),
        tags: args.tags,
      },
      { parent: this },
    );
    this.policyArn = policy.arn;
    this.registerOutputs({ policyArn: this.policyArn });
  }
}
