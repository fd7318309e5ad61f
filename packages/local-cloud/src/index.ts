export type { Credentials, Endpoints } from "./connection.ts";
export { defaultEnvFile, writeEnvFile } from "../../survey-cloud/src/env-file.ts";
export type { FunctionEndpoints } from "./function-endpoints.ts";
export { localCloudHeader } from "./lambda-api/local-cloud-header.ts";
export type { LocalCloud } from "./local-cloud.ts";
export { requireFree } from "../../survey-cloud/src/presence/claim-env-file.ts";
export { EnvFileError, type EnvFileErrorCode } from "../../survey-cloud/src/presence/env-file-error.ts";
export { type PublishedCloud, publishCloud } from "../../survey-cloud/src/presence/publish-cloud.ts";
export { readEnvFile, requireRunning } from "../../survey-cloud/src/presence/read-env-file.ts";
export type { ProvisionedResource } from "./provisioner/resource-handler.ts";
export { type ServedCloud, type ServePulumiOptions, servePulumi } from "../../survey-cloud/src/serve-pulumi.ts";
export {
  type LocalCloudOptions,
  type SurveyCloud,
  startLocalCloud,
} from "../../survey-cloud/src/start-local-cloud.ts";
export type { CloudEventMap, CloudEvents, InvocationEvent, MessagesEvent } from "./trigger/cloud-events.ts";
export { FunctionError, type FunctionErrorCode } from "./trigger/function-error.ts";
export type { LocalFunction } from "./trigger/local-function.ts";
export type { QueueTrigger, TriggerDeclaration } from "./trigger/queue-trigger.ts";
