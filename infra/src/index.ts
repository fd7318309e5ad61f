import { study } from "@lab/study";
import { publicationProblems } from "@lab/study/lock";
import { archiverBundleDirectory, bundleDirectory, HANDLER_NAME } from "@lab/survey-processor/deployment";
import * as pulumi from "@pulumi/pulumi";
import { parseConfig } from "./config/config.ts";
import { environmentName } from "./config/environment-name.ts";
import { requireLocalCloud } from "./config/local-stack.ts";
import { requirePublished } from "./config/require-published.ts";
import { archiverEnvironment } from "./functions/archiver-environment.ts";
import { archiverStatements } from "./functions/archiver-statements.ts";
import { functionCode } from "./functions/function-code.ts";
import { processorEnvironment } from "./functions/processor-environment.ts";
import { processorStatements } from "./functions/processor-statements.ts";
import { SurveyFunction } from "./functions/survey-function.ts";
import { SurveyMonitoring } from "./monitoring/survey-monitoring.ts";
import { SurveyQueue } from "./queue/survey-queue.ts";
import { SurveySender } from "./sender/survey-sender.ts";
import type { DeclaredOutputs } from "./stack-outputs.ts";
import { SurveyStorage } from "./storage/survey-storage.ts";
import { environmentTags } from "./tags.ts";

/**
 * The Pulumi program: declares one environment, named after the stack, as its configuration says. Pulumi calls it, and
 * it is this module's only export, as Pulumi wants it.
 *
 * @returns The stack's outputs.
 * @throws ConfigError when the configuration is not allowed, UnpublishedStudyError when questionnaires are not published where
 *   data are protected, MissingBundleError before the first `pnpm build`.
 */
export default function surveyPipeline(): DeclaredOutputs {
  const project = pulumi.getProject();
  const environment = environmentName(pulumi.getStack());
  requireLocalCloud(environment, pulumi.runtime.hasEngine(), process.env);
  const config = parseConfig(project, pulumi.runtime.allConfig());
  const { protectData, functionTimeoutSeconds } = config;
  requirePublished(protectData, () => publicationProblems(study));
  const tags = environmentTags(config.study, environment);
  const name = `survey-${environment}`;

  const queue = new SurveyQueue(`${name}-queue`, {
    functionTimeoutSeconds,
    retentionDays: config.queueRetentionDays,
    maxReceiveCount: config.maxReceiveCount,
    protectData,
    tags,
  });
  const storage = new SurveyStorage(name, {
    auditLockDays: config.auditLockDays,
    protectData,
    tags,
  });
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
    handler: HANDLER_NAME,
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
    handler: HANDLER_NAME,
    environment: archiverEnvironment(queue, storage, sender, environment),
    statements: pulumi
      .output({
        rejectedBucketArn: storage.rejectedBucket.bucketArn,
        participantsTableArn: storage.participantsTable.arn,
      })
      .apply(archiverStatements),
    queueArn: queue.deadLetterQueueArn,
    batchSize: config.batchSize,
    // The fewest that AWS allows, because nobody waits for the archiver.
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
    auditBucketName: storage.auditBucket.bucketName,
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
