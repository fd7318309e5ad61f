import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../tags.ts";
import { alarmKeyPolicy } from "./alarm-key-policy.ts";
import { alarmTopicPolicy } from "./alarm-topic-policy.ts";

/** What the topic has to know. */
export interface AlarmTopicArgs {
  /** An ARN of the account that all this is in. */
  readonly ownArn: pulumi.Input<string>;
  /** Who is told by e-mail, once they have confirmed it; empty for nobody. */
  readonly email: string;
  readonly tags: Tags;
}

/** The encrypted topic to which alarms are sent. Whoever subscribes to it is told. */
export class AlarmTopic extends pulumi.ComponentResource {
  readonly topicArn: pulumi.Output<string>;

  constructor(name: string, args: AlarmTopicArgs, opts?: pulumi.ComponentResourceOptions) {
    super("survey-pipeline:infra:AlarmTopic", name, {}, opts);
    const { email, tags } = args;
    const key = new aws.kms.Key(
      `${name}-key`,
      {
        description: "Encrypts alarms on their way to whoever is told.",
        policy: pulumi.output(args.ownArn).apply((arn) => JSON.stringify(alarmKeyPolicy(arn))),
        enableKeyRotation: true,
        // The fewest days that AWS allows, because the key keeps no data.
        deletionWindowInDays: 7,
        tags,
      },
      { parent: this },
    );
    const topic = new aws.sns.Topic(name, { kmsMasterKeyId: key.arn, tags }, { parent: this });
    new aws.sns.TopicPolicy(
      `${name}-policy`,
      { arn: topic.arn, policy: topic.arn.apply((arn) => JSON.stringify(alarmTopicPolicy(arn))) },
      { parent: this },
    );
    if (email !== "") {
      new aws.sns.TopicSubscription(
        `${name}-email`,
        // A person's address: encrypted in Pulumi's state, and not shown.
        { topic: topic.arn, protocol: "email", endpoint: pulumi.secret(email) },
        { parent: this },
      );
    }
    this.topicArn = topic.arn;
    this.registerOutputs({ topicArn: this.topicArn });
  }
}
