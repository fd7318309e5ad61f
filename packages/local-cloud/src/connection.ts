/** Where the engines are. */
export interface Endpoints {
  readonly sqs: string;
  readonly s3: string;
  readonly dynamodb: string;
  readonly lambda: string;
  readonly sts: string;
}

/** What AWS clients need to sign requests; the engines take any. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export const localCredentials: Credentials = { accessKeyId: "local", secretAccessKey: "local" };

/** Endpoints, region and credentials as the variables that every AWS SDK and the aws command line understand. */
export function connectionVariables(endpoints: Endpoints, region: string): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL_SQS: endpoints.sqs,
    AWS_ENDPOINT_URL_S3: endpoints.s3,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_LAMBDA: endpoints.lambda,
    AWS_ENDPOINT_URL_STS: endpoints.sts,
    AWS_REGION: region,
    // boto3 knows only this one.
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
  };
}
