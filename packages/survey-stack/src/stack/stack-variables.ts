import { stackOutputsSchema } from "@lab/infra/stack-outputs";
import { outputVariable } from "@lab/survey-cloud";
import type { StackAccess } from "./stack.ts";
import { StackNotFoundError } from "./stack-not-found-error.ts";

export type Variables = Readonly<Record<string, string | undefined>>;

/** Whether variables tell of a stack. */
export function nameAStack(variables: Variables): boolean {
  return Boolean(variables.SURVEY_QUEUE_URL);
}

/**
 * How to reach the stack that variables tell of: `SURVEY_…` for its outputs, `AWS_…` for where its services are and who
 * asks. Without `AWS_ENDPOINT_URL_…` it is in AWS, without keys the SDK looks for credentials by itself.
 *
 * @throws StackNotFoundError naming the variables that are missing.
 */
export function accessFromVariables(variables: Variables): StackAccess {
  const outputs = Object.fromEntries(
    Object.keys(stackOutputsSchema.shape)
      .map((name) => [name, variables[outputVariable(name)]] as const)
      .filter(([, value]) => value !== undefined),
  );
  const parsed = stackOutputsSchema.safeParse(outputs);
  if (!parsed.success) {
    const missing = [...new Set(parsed.error.issues.map(({ path }) => outputVariable(String(path[0]))))];
    throw new StackNotFoundError(
      `The variables that tell of a stack are not complete: ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} missing. Take all of them from the stack's outputs.`,
      { cause: parsed.error },
    );
  }
  return {
    outputs: parsed.data,
    ...credentialsOf(variables),
    endpoints: endpointsOf(variables),
  };
}

/** Where the services are, if not in AWS. */
export function endpointsOf(variables: Variables): NonNullable<StackAccess["endpoints"]> {
  return {
    sqs: variables.AWS_ENDPOINT_URL_SQS,
    s3: variables.AWS_ENDPOINT_URL_S3,
    dynamodb: variables.AWS_ENDPOINT_URL_DYNAMODB,
    lambda: variables.AWS_ENDPOINT_URL_LAMBDA,
    sts: variables.AWS_ENDPOINT_URL_STS,
  };
}

function credentialsOf(variables: Variables): Pick<StackAccess, "credentials"> {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = variables;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) return {};
  return {
    credentials: {
      accessKeyId: AWS_ACCESS_KEY_ID,
      secretAccessKey: AWS_SECRET_ACCESS_KEY,
      ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
    },
  };
}
