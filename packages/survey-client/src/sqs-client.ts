import { SQSClient, type SQSClientConfig } from "@aws-sdk/client-sqs";

/** `https://sqs.eu-central-1.amazonaws.com/123456789012/surveys` → `eu-central-1`; also in China. */
const REGION = /^https:\/\/sqs\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\//;

/**
 * Timeouts in milliseconds. As the option `requestHandler` they would take the request handler's own place in React Native.
 */
const timeouts = {
  configure(handler: { updateHttpClientConfig(key: string, value: unknown): void }) {
    handler.updateHttpClientConfig("connectionTimeout", 5_000);
    handler.updateHttpClientConfig("requestTimeout", 10_000);
    handler.updateHttpClientConfig("throwOnRequestTimeout", true);
    // The request's timeout ends with the reply's first bytes; for the rest the SDK's own limit would be 15 minutes.
    handler.updateHttpClientConfig("socketTimeout", 10_000);
  },
};

/** An SQS client for a device: every request has a timeout, and the region comes with the queue URL. */
export function sqsClient(options: {
  readonly queueUrl: string;
  readonly region?: string;
  readonly credentials?: NonNullable<SQSClientConfig["credentials"]>;
  readonly endpoint?: string;
}): SQSClient {
  const region = options.region ?? REGION.exec(options.queueUrl)?.[1];
  return new SQSClient({
    ...(region !== undefined && { region }),
    ...(options.credentials !== undefined && { credentials: options.credentials }),
    ...(options.endpoint !== undefined && { endpoint: options.endpoint }),
    extensions: [timeouts],
  });
}
