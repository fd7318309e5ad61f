export { commandToRead, defaultEnvFile, writeEnvFile } from "./env-file.ts";
export { outputVariable } from "./output-variables.ts";
export { requireFree } from "./presence/claim-env-file.ts";
export { EnvFileError, type EnvFileErrorCode } from "./presence/env-file-error.ts";
export { type PublishedCloud, publishCloud } from "./presence/publish-cloud.ts";
export { readEnvFile, requireRunning } from "./presence/read-env-file.ts";
export { type ServedCloud, type ServePulumiOptions, servePulumi } from "./serve-pulumi.ts";
export { type LocalCloudOptions, type SurveyCloud, startLocalCloud } from "./start-local-cloud.ts";
