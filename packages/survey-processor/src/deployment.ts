import { fileURLToPath } from "node:url";
import { rejectionReasonSchema } from "@lab/survey-schema";

export { archiverMetrics, processorMetrics } from "./metric-names.ts";
export { TRUSTED_APP } from "./process/senders.ts";
export { MAX_RETRY_DELAY_SECONDS } from "./queue/retry-delay.ts";

/** The folder that `pnpm build` fills with the processor's code: `index.js`, what it loads, and their source maps. */
export const bundleDirectory: string = fileURLToPath(new URL("../bundle/processor", import.meta.url));

/** The same for the archiver, apart so that neither function carries the other's code. */
export const archiverBundleDirectory: string = fileURLToPath(new URL("../bundle/archiver", import.meta.url));

/** The handler that Lambda calls in both functions, the export `handler` of the bundle's `index.js`. */
export const HANDLER_NAME = "index.handler";

/** The values that the dimension `reason` of rejected surveys has. */
export const rejectionReasons: readonly string[] = rejectionReasonSchema.def.options.flatMap(
  ({ shape }) => shape.code.def.values,
);

/** The environment variables the processor cannot start without. All but `SENDERS` say where one resource is. */
export interface ProcessorEnvironment {
  readonly QUEUE_URL: string;
  readonly SURVEYS_BUCKET_NAME: string;
  readonly REJECTED_BUCKET_NAME: string;
  readonly PARTICIPANTS_TABLE_NAME: string;
  readonly SUBMISSIONS_TABLE_NAME: string;
  /** `trusted-app`, or the unique id (`AROA…`) of the role whose sessions send, each for the participant it is named after. */
  readonly SENDERS: string;
}

/** The environment variables the archiver cannot start without. */
export interface ArchiverEnvironment {
  /** The queue that dead letters come from, by way of its dead-letter queue. */
  readonly SURVEY_QUEUE_ARN: string;
  readonly REJECTED_BUCKET_NAME: string;
  readonly PARTICIPANTS_TABLE_NAME: string;
  /** As of the processor. */
  readonly SENDERS: string;
}
