import { fileURLToPath } from "node:url";

export { maxRetryDelaySeconds } from "./retry-delay.ts";

/** The folder that `pnpm build` fills with the function's code: `index.js` and its source map. */
export const bundleDirectory: string = fileURLToPath(new URL("../bundle", import.meta.url));

/** What Lambda calls: the export `handler` of the bundle's `index.js`. */
export const handlerName = "index.handler";

/** The environment variables the function cannot start without; each says where one resource is. */
export interface ProcessorEnvironment {
  readonly QUEUE_URL: string;
  readonly SURVEYS_BUCKET_NAME: string;
  readonly REJECTED_BUCKET_NAME: string;
  readonly PARTICIPANTS_TABLE_NAME: string;
  readonly SUBMISSIONS_TABLE_NAME: string;
}
