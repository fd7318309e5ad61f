import { TRUSTED_APP } from "@lab/survey-processor/deployment";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../tags.ts";
import { senderPolicy } from "./sender-policy.ts";
import { senderTrustPolicy } from "./sender-trust-policy.ts";

/** What sending has to know. */
export interface SurveySenderArgs {
  readonly queueArn: pulumi.Input<string>;
  /**
   * Roles of the lab's own that get the policy. AWS deletes no policy while a role has it that the stack does not know of, so it is
   * attached here, and comes off again with the stack.
   */
  readonly roleNames: readonly string[];
  /**
   * ARN of the role or user that vends credentials to participants, each for a session of the sender role.
   * Without it there is no such role. Then whoever has the policy sends, and is trusted.
   */
  readonly vendingPrincipalArn?: string;
  /** Refuse to delete the role. Waiting surveys carry its unique id, which another role would not have. */
  readonly protectData: boolean;
  readonly tags: Tags;
}

/** Seconds that a participant's credentials last at most: the fewest that a role can have, and what role chaining allows. */
const MAX_SESSION_SECONDS = 3_600;

/** Who may send surveys: the policy that allows it and nothing else and, where participants have credentials, their role. */
export class SurveySender extends pulumi.ComponentResource {
  readonly policyArn: pulumi.Output<string>;
  /** The role whose sessions are named after participants. */
  readonly role: aws.iam.Role | undefined;

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
    for (const role of args.roleNames) {
      new aws.iam.RolePolicyAttachment(
        `${name}-of-${role}`,
        { role, policyArn: policy.arn },
        { parent: this },
      );
    }
    const { vendingPrincipalArn } = args;
    if (vendingPrincipalArn !== undefined) {
      this.role = participantsRole(name, { ...args, vendingPrincipalArn }, this);
      new aws.iam.RolePolicyAttachment(
        `${name}-permissions`,
        { role: this.role.name, policyArn: policy.arn },
        { parent: this },
      );
    }
    this.registerOutputs({ policyArn: this.policyArn });
  }

  /** Whose surveys the functions believe, as their variable `SENDERS` says it. */
  get senders(): pulumi.Input<string> {
    return this.role?.uniqueId ?? TRUSTED_APP;
  }
}

function participantsRole(
  name: string,
  args: SurveySenderArgs & { readonly vendingPrincipalArn: string },
  parent: SurveySender,
): aws.iam.Role {
  return new aws.iam.Role(
    `${name}-role`,
    {
      description: "Sends surveys, in sessions that are named after the participant they are of.",
      assumeRolePolicy: JSON.stringify(senderTrustPolicy(args.vendingPrincipalArn)),
      maxSessionDuration: MAX_SESSION_SECONDS,
      tags: args.tags,
    },
    { parent, protect: args.protectData },
  );
}
