export type { Credentials, Endpoints } from "./connection.ts";
export { defaultEnvFile, writeEnvFile } from "./env-file.ts";
export type { FunctionEndpoints } from "./function-endpoints.ts";
export { localCloudHeader } from "./lambda-api/local-cloud-header.ts";
export type { LocalCloud } from "./local-cloud.ts";
export { requireFree } from "./presence/claim-env-file.ts";
export { EnvFileError, type EnvFileErrorCode } from "./presence/env-file-error.ts";
export { type PublishedCloud, publishCloud } from "./presence/publish-cloud.ts";
export { readEnvFile, requireRunning } from "./presence/read-env-file.ts";
export type { ProvisionedResource } from "./provisioner/resource-handler.ts";
export { type ServedCloud, type ServePulumiOptions, servePulumi } from "./serve-pulumi.ts";
export {
  type LocalCloudOptions,
  type SurveyCloud,
  startLocalCloud,
} from "./start-local-cloud.ts";
export type { CloudEventMap, CloudEvents, InvocationEvent, MessagesEvent } from "./trigger/cloud-events.ts";
export { FunctionError, type FunctionErrorCode } from "./trigger/function-error.ts";
export type { LocalFunction } from "./trigger/local-function.ts";
export type { QueueTrigger, TriggerDeclaration } from "./trigger/queue-trigger.ts";
