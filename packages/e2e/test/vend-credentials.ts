import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import type { LocalCloudOptions } from "@lab/local-cloud";
import type { SentSurvey } from "@lab/survey-stack";
import type { Pipeline } from "./pipeline.ts";

/** The configuration in which every participant has credentials of their own, vended by the laptop's owner. */
export const perParticipant: LocalCloudOptions = {
  config: { senders: "per-participant", vendingPrincipalArn: "arn:aws:iam::000000000000:user/local" },
};

/** A participant's phone: a client with their credentials, and who SQS says it is. */
export interface Phone {
  readonly senderId: string;
  readonly sqs: SQSClient;
  /** Sends a body as it is, past the client's checks. */
  send(body: string, attributes?: Readonly<Record<string, string>>): Promise<SentSurvey>;
}

/** Gives a participant credentials, as a vending endpoint does. */
export async function phoneOf({ cloud, stack }: Pipeline, participant: string): Promise<Phone> {
  const { region, credentials, endpoints, outputs } = cloud;
  const sts = new STSClient({ region, credentials, endpoint: endpoints.sts });
  const { AssumedRoleUser, Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: outputs.senderRoleArn, RoleSessionName: participant }),
  );
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
  const sqs = new SQSClient({
    region,
    endpoint: endpoints.sqs,
    credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
  });
  return {
    senderId: AssumedRoleUser?.AssumedRoleId ?? "",
    sqs,
    async send(body, attributes = {}) {
      const claims = Object.entries(attributes).map(([name, StringValue]) => [
        name,
        { DataType: "String", StringValue },
      ]);
      const { MessageId = "" } = await sqs.send(
        new SendMessageCommand({
          QueueUrl: stack.outputs.queueUrl,
          MessageBody: body,
          MessageAttributes: Object.fromEntries(claims),
        }),
      );
      return { body, messageId: MessageId };
    },
  };
}
