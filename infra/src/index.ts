import { archiverBundleDirectory, bundleDirectory, handlerName } from "@lab/survey-processor/deployment";
import * as pulumi from "@pulumi/pulumi";
import { archiverEnvironment } from "./archiver-environment.ts";
import { parseConfig } from "./config.ts";
import { environmentName } from "./environment-name.ts";
import { functionCode } from "./function-code.ts";
import { requireLocalCloud } from "./local-stack.ts";
import { archiverStatements } from "./policies/archiver-statements.ts";
import { processorStatements } from "./policies/processor-statements.ts";
import { processorEnvironment } from "./processor-environment.ts";
import type { DeclaredOutputs } from "./stack-outputs.ts";
import { SurveyFunction } from "./survey-function.ts";
import { SurveyMonitoring } from "./survey-monitoring.ts";
import { SurveyQueue } from "./survey-queue.ts";
import { SurveySender } from "./survey-sender.ts";
import { SurveyStorage } from "./survey-storage.ts";
import { environmentTags } from "./tags.ts";

/**
 * The Pulumi program: declares one environment, named after the stack, as its configuration says. Pulumi calls it, and
 * it is this module's only export, as Pulumi wants it.
 *
 * @returns The stack's outputs.
 * @throws ConfigError when the configuration is not allowed, MissingBundleError before the first `pnpm build`.
 */
export default function surveyPipeline(): DeclaredOutputs {
  const project = pulumi.getProject();
  const environment = environmentName(pulumi.getStack());
  requireLocalCloud(environment, pulumi.runtime.hasEngine(), process.env);
  const config = parseConfig(project, pulumi.runtime.allConfig());
  const { protectData, functionTimeoutSeconds } = config;
  const tags = environmentTags(config.study, environment);
  const name = `survey-${environment}`;

  const queue = new SurveyQueue(`${name}-queue`, {
    functionTimeoutSeconds,
    retentionDays: config.queueRetentionDays,
    maxReceiveCount: config.maxReceiveCount,
    protectData,
    tags,
  });
  const storage = new SurveyStorage(name, { protectData, tags });
  const { senders, senderRoleNames, vendingPrincipalArn } = config;
  const sender = new SurveySender(`${name}-sender`, {
    queueArn: queue.queueArn,
    roleNames: senderRoleNames,
    ...(senders === "per-participant" ? { vendingPrincipalArn } : {}),
    protectData,
    tags,
  });
  const processor = new SurveyFunction(`${name}-processor`, {
    description: "Judges each survey, stores it raw and counts it exactly once.",
    code: functionCode(bundleDirectory),
    handler: handlerName,
    environment: processorEnvironment(queue, storage, sender, environment),
    statements: pulumi
      .output({
        queueArn: queue.queueArn,
        surveysBucketArn: storage.surveysBucket.bucketArn,
        rejectedBucketArn: storage.rejectedBucket.bucketArn,
        participantsTableArn: storage.participantsTable.arn,
        submissionsTableArn: storage.submissionsTable.arn,
      })
      .apply(processorStatements),
    queueArn: queue.queueArn,
    batchSize: config.batchSize,
    maximumConcurrency: config.maximumConcurrency,
    timeoutSeconds: functionTimeoutSeconds,
    memorySizeMb: config.memorySizeMb,
    logRetentionDays: config.logRetentionDays,
    tags,
  });
  const archiver = new SurveyFunction(`${name}-archiver`, {
    description: "Moves surveys that could not be delivered to where nothing deletes them.",
    code: functionCode(archiverBundleDirectory),
    handler: handlerName,
    environment: archiverEnvironment(queue, storage, environment),
    statements: storage.rejectedBucket.bucketArn.apply(archiverStatements),
    queueArn: queue.deadLetterQueueArn,
    batchSize: config.batchSize,
    // The fewest that AWS allows: nobody waits for it.
    maximumConcurrency: 2,
    timeoutSeconds: functionTimeoutSeconds,
    memorySizeMb: config.memorySizeMb,
    logRetentionDays: config.logRetentionDays,
    tags,
  });
  const monitoring = new SurveyMonitoring(name, {
    stack: {
      environment,
      region: queue.region,
      queueName: queue.queueName,
      deadLetterQueueName: queue.deadLetterQueueName,
      processorName: processor.functionName,
      archiverName: archiver.functionName,
      surveysBucketName: storage.surveysBucket.bucketName,
      rejectedBucketName: storage.rejectedBucket.bucketName,
      participantsTableName: storage.participantsTable.name,
      submissionsTableName: storage.submissionsTable.name,
      memorySizeMb: config.memorySizeMb,
      maximumConcurrency: config.maximumConcurrency,
      functionTimeoutSeconds,
    },
    ownArn: queue.queueArn,
    alarmEmail: config.alarmEmail,
    queueRetentionDays: config.queueRetentionDays,
    oldestSurveyMinutes: config.oldestSurveyMinutes,
    rejectedSharePercent: config.rejectedSharePercent,
    tags,
  });

  return {
    queueUrl: queue.queueUrl,
    queueArn: queue.queueArn,
    deadLetterQueueUrl: queue.deadLetterQueueUrl,
    surveysBucketName: storage.surveysBucket.bucketName,
    rejectedBucketName: storage.rejectedBucket.bucketName,
    participantsTableName: storage.participantsTable.name,
    submissionsTableName: storage.submissionsTable.name,
    functionName: processor.functionName,
    region: queue.region,
    senderPolicyArn: sender.policyArn,
    alarmTopicArn: monitoring.topicArn,
    dashboardUrl: monitoring.dashboardUrl,
    ...(sender.role === undefined
      ? {}
      : { senderRoleArn: sender.role.arn, senderRoleId: sender.role.uniqueId }),
  };
}
