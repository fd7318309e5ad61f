import { SQSClient, type SQSClientConfig } from "@aws-sdk/client-sqs";
import { locateQueue } from "./queue-url.ts";

/**
 * Timeouts in milliseconds. As the option `requestHandler` they would take the request handler's own place in React Native.
 */
const timeouts = {
  configure(handler: { updateHttpClientConfig(key: string, value: unknown): void }) {
    handler.updateHttpClientConfig("connectionTimeout", 5_000);
    handler.updateHttpClientConfig("requestTimeout", 10_000);
    handler.updateHttpClientConfig("throwOnRequestTimeout", true);
    // The request's timeout ends with the reply's first bytes. The SDK's own limit for the rest would be 15
    // minutes.
    handler.updateHttpClientConfig("socketTimeout", 10_000);
  },
};

/**
 * An SQS client for a device. Every request has a timeout. The region comes with the queue URL, and requests go to the
 * URL's host.
 */
export function sqsClient(options: {
  readonly queueUrl: string;
  readonly region?: string;
  readonly credentials?: NonNullable<SQSClientConfig["credentials"]>;
  readonly endpoint?: string;
}): SQSClient {
  const queue = locateQueue(options.queueUrl);
  const region = options.region ?? queue?.region;
  const endpoint = options.endpoint ?? queue?.origin;
  return new SQSClient({
    ...(region !== undefined && { region }),
    ...(options.credentials !== undefined && { credentials: options.credentials }),
    // The SDK would send to the URL's host by itself, with a warning for each request. It takes no endpoint together with
    // AWS_USE_FIPS_ENDPOINT or AWS_USE_DUALSTACK_ENDPOINT, which the URL has decided already.
    ...(endpoint !== undefined && { endpoint, useFipsEndpoint: false, useDualstackEndpoint: false }),
    extensions: [timeouts],
  });
}
