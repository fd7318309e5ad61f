import {
  redrivenObjectKey,
  rejectedObjectKey,
  surveyObjectKey,
  undeliveredObjectKey,
} from "@lab/survey-schema";
import * as z from "zod";
import type { DeclaredResource, Deployment } from "../deploy-under-mocks.ts";

/** Something that a request can be about. */
export interface Requestable {
  /** What it is called in the tables: the name without its environment, for an object with its key. */
  readonly label: string;
  /** What all things of its kind are called together, such as `surveys/*` for the objects of a bucket. */
  readonly kind?: string;
  readonly arn: string;
  readonly accountId: string;
  /** The policy attached to it, which for a role is its trust policy. */
  readonly policy?: unknown;
}

/** The account that the program is deployed to under mocks. */
const ACCOUNT_ID = "123456789012";

/** Keys as the pipeline makes them, one of each kind. */
const objectKeys = [
  surveyObjectKey({ user_id: "0001", timestamp: "092821120000" }),
  rejectedObjectKey({ messageId: "message", sentTimestamp: 1_632_830_400_000 }),
  undeliveredObjectKey("message"),
  redrivenObjectKey("message"),
];

type Part = readonly [suffix: string, arnSuffix: string];
const itself: Part = ["", ""];

/**
 * Everything that the program may declare, and of each what requests can be about: itself, and what is in it. A type that is not
 * here fails every test of this folder, since it might let somebody in; so whoever adds one says what can be asked of it.
 */
const partsOf: ReadonlyMap<string, readonly Part[]> = new Map([
  ["aws:cloudwatch/dashboard:Dashboard", []],
  ["aws:cloudwatch/logGroup:LogGroup", [itself, [":stream", ":log-stream:stream"]]],
  ["aws:cloudwatch/metricAlarm:MetricAlarm", []],
  [
    "aws:dynamodb/table:Table",
    [itself, ["/index", "/index/i"], ["/stream", "/stream/2026-11-24T00:00:00.000"]],
  ],
  ["aws:iam/policy:Policy", [itself]],
  ["aws:iam/role:Role", [itself]],
  ["aws:iam/rolePolicy:RolePolicy", []],
  ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", []],
  ["aws:kms/key:Key", [itself]],
  ["aws:lambda/eventSourceMapping:EventSourceMapping", []],
  ["aws:lambda/function:Function", [itself]],
  ["aws:s3/bucket:Bucket", [itself, ...objectKeys.map((key): Part => [`/${key}`, `/${key}`])]],
  ["aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", []],
  ["aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration", []],
  ["aws:s3/bucketOwnershipControls:BucketOwnershipControls", []],
  ["aws:s3/bucketPolicy:BucketPolicy", []],
  ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", []],
  ["aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration", []],
  ["aws:s3/bucketVersioning:BucketVersioning", []],
  ["aws:sns/topic:Topic", [itself]],
  ["aws:sns/topicPolicy:TopicPolicy", []],
  ["aws:sns/topicSubscription:TopicSubscription", []],
  ["aws:sqs/queue:Queue", [itself]],
  ["aws:sqs/queuePolicy:QueuePolicy", []],
  ["aws:sqs/redriveAllowPolicy:RedriveAllowPolicy", []],
]);

const policyText = z.string().transform((text): unknown => JSON.parse(text));

/** Everything in a deployment that requests can be about. */
export function requestables(deployment: Deployment): readonly Requestable[] {
  return deployment.resources
    .filter(({ custom }) => custom)
    .flatMap((resource) => {
      const parts = partsOf.get(resource.type);
      if (parts === undefined) {
        throw new Error(
          `${resource.type} "${resource.name}" is new: say in requestable.ts what can be asked of it.`,
        );
      }
      const policy = attachedPolicy(resource, deployment);
      const name = shortName(resource.name);
      return parts.map(([suffix, arnSuffix]) => ({
        label: `${name}${suffix}`,
        ...(resource.type === "aws:s3/bucket:Bucket" && suffix !== "" ? { kind: `${name}/*` } : {}),
        arn: `${resource.arn}${arnSuffix}`,
        accountId: ACCOUNT_ID,
        ...(policy === undefined ? {} : { policy }),
      }));
    });
}

/** The same things of another environment or account, one of each kind; `whose` is added to what they are called. */
export function others(things: readonly Requestable[], whose: string): readonly Requestable[] {
  const oneOfEach = new Map(things.map((thing) => [thing.kind ?? thing.label, thing]));
  return [...oneOfEach.values()].map(({ kind: _, ...thing }) => ({
    ...thing,
    label: `${thing.label} ${whose}`,
  }));
}

/** The same thing as another account has it: of the same name, and without a policy. */
export function ofAnotherAccount({ policy: _, ...thing }: Requestable): Requestable {
  const arn = thing.arn.replace(ACCOUNT_ID, "999999999999").replace("arn:aws:s3:::", "arn:aws:s3:::another-");
  return { ...thing, arn, accountId: "999999999999" };
}

/** A resource's name without `survey-{environment}-`. */
export function shortName(name: string): string {
  return name.replace(/^survey-[a-z]+-/, "");
}

function attachedPolicy({ type, name, inputs, arn }: DeclaredResource, deployment: Deployment): unknown {
  const attachedBy = (policyType: string, belongs: (its: Readonly<Record<string, unknown>>) => boolean) => {
    const [found, ...others] = deployment.ofType(policyType).filter((one) => belongs(one.inputs));
    if (others.length > 0) throw new Error(`${name} has more than one policy; AWS keeps the last.`);
    return found === undefined ? undefined : policyText.parse(found.inputs.policy);
  };
  switch (type) {
    case "aws:iam/role:Role":
      return policyText.parse(inputs.assumeRolePolicy);
    case "aws:kms/key:Key":
      return policyText.parse(inputs.policy);
    case "aws:sns/topic:Topic":
      return attachedBy("aws:sns/topicPolicy:TopicPolicy", (its) => its.arn === arn);
    case "aws:s3/bucket:Bucket":
      return attachedBy("aws:s3/bucketPolicy:BucketPolicy", ({ bucket }) => bucket === name);
    case "aws:sqs/queue:Queue":
      return attachedBy("aws:sqs/queuePolicy:QueuePolicy", ({ queueUrl }) =>
        String(queueUrl).endsWith(`/${name}`),
      );
    default:
      return undefined;
  }
}
