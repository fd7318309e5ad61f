export { type BootOptions, bootCloud } from "./boot-cloud.ts";
export { type Credentials, connectionVariables, type Endpoints } from "./connection.ts";
export { startDynamodb } from "./engines/dynamodb-engine.ts";
export { startMessagingAndStorage } from "./engines/messaging-and-storage-engine.ts";
export { broughtEngine, OWN_ENGINE_VARIABLE } from "./engines/own-engine.ts";
export type { FunctionEndpoints } from "./function-endpoints.ts";
export { LOCAL_CLOUD_HEADER } from "./lambda-api/local-cloud-header.ts";
export type { LocalCloud } from "./local-cloud.ts";
export { evaluateProgram } from "./provisioner/evaluate-program.ts";
export { type Inputs, LocalProvider } from "./provisioner/local-provider.ts";
export type { ProvisionedResource } from "./provisioner/resource-handler.ts";
export { setMocks } from "./provisioner/set-mocks.ts";
export { tellsCallingUser } from "./pulumi-provider/calling-user.ts";
export { serveProvider } from "./pulumi-provider/serve-provider.ts";
export {
  createClients,
  type EmptyCloud,
  type EmptyCloudOptions,
  type Ports,
  startEmptyCloud,
} from "./start-empty-cloud.ts";
export type { CloudEventMap, CloudEvents, InvocationEvent, MessagesEvent } from "./trigger/cloud-events.ts";
export { FunctionError, type FunctionErrorCode } from "./trigger/function-error.ts";
export type { LocalFunction } from "./trigger/local-function.ts";
export type { QueueTrigger, TriggerDeclaration } from "./trigger/queue-trigger.ts";
