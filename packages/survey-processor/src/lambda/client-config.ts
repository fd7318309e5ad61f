/**
 * The timeouts of every SDK client. Each request is given up after 5 s and tried at most 3 times. With the
 * SDK's backoff that is under 20 s, less than a batch has.
 */
export const clientConfig = {
  maxAttempts: 3,
  // The request's timeout ends with the reply's first bytes. The SDK's own limit for the rest would be
  // minutes.
  requestHandler: {
    connectionTimeout: 2_000,
    requestTimeout: 5_000,
    socketTimeout: 5_000,
    throwOnRequestTimeout: true,
  },
};
