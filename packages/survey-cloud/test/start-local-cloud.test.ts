import { once } from "node:events";
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { ListTablesCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, ListBucketsCommand } from "@aws-sdk/client-s3";
import { GetQueueAttributesCommand, ListQueuesCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { startDynamodb } from "@lab/local-cloud";
import { surveyText } from "@lab/testing/survey";
import { describe, expect, it } from "vitest";
import { startLocalCloud } from "../src/start-local-cloud.ts";
import { dynamodbClient, s3Client, sqsClient } from "./clients.ts";
import { startForwarder } from "./forwarder.ts";

const survey = surveyText({ freetext: "fine 😀" });

describe("a local cloud", () => {
  it("takes a survey all the way through what infra/ declares", async () => {
    await using cloud = await startLocalCloud({ env: {} });
    const { outputs, endpoints } = cloud;
    const deleted = once(cloud.events, "messagesDeleted", { signal: AbortSignal.timeout(50_000) });
    await sqsClient(endpoints.sqs).send(
      new SendMessageCommand({ QueueUrl: outputs.queueUrl, MessageBody: survey }),
    );
    await deleted;

    const stored = await s3Client(endpoints.s3).send(
      new GetObjectCommand({ Bucket: outputs.surveysBucketName, Key: "0001092821120000.json" }),
    );
    expect(await stored.Body?.transformToString()).toBe(survey);
    const { Items } = await dynamodbClient(endpoints.dynamodb).send(
      new ScanCommand({ TableName: outputs.participantsTableName }),
    );
    expect(Items).toMatchObject([{ user_id: { S: "0001" }, num_submission: { N: "1" }, q1: { N: "5" } }]);
  });

  it("lets functions find S3 and DynamoDB elsewhere than at the engines", async () => {
    const elsewhere: string[] = [];
    await using proxy = await startForwarder(({ url }) => void elsewhere.push(url ?? ""));
    await using cloud = await startLocalCloud({
      env: {},
      functionEndpoints: async ({ s3, dynamodb }) => ({ s3: proxy.before(s3), dynamodb }),
    });
    const deleted = once(cloud.events, "messagesDeleted", { signal: AbortSignal.timeout(50_000) });
    await sqsClient(cloud.endpoints.sqs).send(
      new SendMessageCommand({ QueueUrl: cloud.outputs.queueUrl, MessageBody: survey }),
    );
    await deleted;
    expect(elsewhere).toEqual([
      expect.stringContaining(`/${cloud.outputs.surveysBucketName}/0001092821120000.json`),
    ]);
  });

  it.each(["staging", "prod"])("can be the %s stack", async (stack) => {
    await using cloud = await startLocalCloud({ stack, env: {} });
    expect(cloud.outputs.queueUrl).toContain(`survey-${stack}-queue`);
  });

  it("can be a stack whose surveys are sent by roles of the lab's own, which are nobody here", async () => {
    await using cloud = await startLocalCloud({ env: {}, config: { senderRoleNames: "web-server,tablets" } });
    const attached = cloud.resources.filter(({ type }) => type.endsWith(":RolePolicyAttachment"));
    expect(attached.map(({ inputs }) => inputs.role)).toEqual(["web-server", "tablets"]);
  });

  it("creates what is declared, under the names that the outputs tell", async () => {
    await using cloud = await startLocalCloud({ env: {}, config: { batchSize: "5" } });
    const { outputs, endpoints } = cloud;
    const queues = await sqsClient(endpoints.sqs).send(new ListQueuesCommand({}));
    expect(queues.QueueUrls?.toSorted()).toEqual([outputs.deadLetterQueueUrl, outputs.queueUrl].toSorted());
    const buckets = await s3Client(endpoints.s3).send(new ListBucketsCommand({}));
    expect(buckets.Buckets?.map(({ Name }) => Name).toSorted()).toEqual(
      [outputs.auditBucketName, outputs.rejectedBucketName, outputs.surveysBucketName].toSorted(),
    );
    const tables = await dynamodbClient(endpoints.dynamodb).send(new ListTablesCommand({}));
    expect(tables.TableNames?.toSorted()).toEqual(
      [outputs.participantsTableName, outputs.submissionsTableName].toSorted(),
    );
    const { Attributes } = await sqsClient(endpoints.sqs).send(
      new GetQueueAttributesCommand({ QueueUrl: outputs.queueUrl, AttributeNames: ["All"] }),
    );
    expect(JSON.parse(Attributes?.RedrivePolicy ?? "")).toMatchObject({ maxReceiveCount: 200 });
    expect(cloud.trigger.declaration).toMatchObject({ batchSize: 5, reportBatchItemFailures: true });
    expect(cloud.processor.declaration.name).toBe(outputs.functionName);
    expect(cloud.archiver.declaration.name).toContain("survey-dev-archiver");
    expect(cloud.deadLetterTrigger.declaration.queueUrl).toBe(outputs.deadLetterQueueUrl);
    expect(cloud.environment).toMatchObject({
      AWS_ENDPOINT_URL_SQS: endpoints.sqs,
      AWS_ENDPOINT_URL_S3: endpoints.s3,
      AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
      AWS_ENDPOINT_URL_LAMBDA: endpoints.lambda,
      AWS_ENDPOINT_URL_STS: endpoints.sts,
      AWS_REGION: cloud.region,
      AWS_DEFAULT_REGION: cloud.region,
      AWS_ACCESS_KEY_ID: cloud.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: cloud.credentials.secretAccessKey,
      SURVEY_QUEUE_URL: outputs.queueUrl,
      SURVEY_SURVEYS_BUCKET_NAME: outputs.surveysBucketName,
    });
  });

  it("leaves nothing behind when it is closed, or cannot start", async () => {
    const dynamodb = await startDynamodb();
    const env = { AWS_ENDPOINT_URL_DYNAMODB: dynamodb.endpoint };
    const tables = async () =>
      (await dynamodbClient(dynamodb.endpoint).send(new ListTablesCommand({}))).TableNames ?? [];

    const cloud = await startLocalCloud({ stack: "prod", env });
    expect(await tables()).toHaveLength(2);
    const codeDirectory = dirname(cloud.processor.declaration.codeDirectory);
    expect(existsSync(codeDirectory)).toBe(true);
    await cloud.close();
    await cloud.close();
    expect(await tables()).toEqual([]);
    expect(existsSync(codeDirectory)).toBe(false);
    await expect(sqsClient(cloud.endpoints.sqs).send(new ListQueuesCommand({}))).rejects.toThrow(
      /ECONNREFUSED/,
    );

    await expect(startLocalCloud({ env, config: { batchSize: "11" } })).rejects.toThrow(/batchSize/);
    await expect(startLocalCloud({ env, stack: "absent" })).rejects.toThrow(/There is no stack "absent"/);
    expect(await tables()).toEqual([]);
    await dynamodb.close();
  });
});
