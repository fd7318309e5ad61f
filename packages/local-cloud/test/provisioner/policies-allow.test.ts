import { runSimulation } from "@cloud-copilot/iam-simulate";
import fc from "@lab/testing/fast-check";
import { expect, it } from "vitest";
import { policiesAllow } from "../../src/provisioner/policies-allow.ts";

const QUEUE_ARN = "arn:aws:sqs:eu-central-1:000000000000:work-1a2b3c4";
const actions = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];

const actionPattern = fc.constantFrom(
  ...actions,
  "*",
  "sqs:*",
  "sqs:Receive*",
  "sqs:*Message",
  "SQS:receivemessage",
  "sqs:?e*Message",
  "sqs:ReceiveMessages",
  "s3:*",
  "sns:*Message",
);
const arnPattern = fc.constantFrom(
  QUEUE_ARN,
  "*",
  "arn:aws:sqs:*:*:work-*",
  "arn:aws:sqs:*:*:*",
  "arn:aws:sqs:*",
  "arn:aws:sqs:eu-*",
  "arn:aws:sqs:eu-central-1:000000000000:work-???????",
  "arn:aws:sqs:eu-central-1:000000000000:work-??????",
  "arn:aws:sqs:eu-central-1:000000000000:work-????????",
  "arn:aws:sqs:eu-central-1:000000000000:*4",
  "arn:aws:sqs:eu-central-1:000000000000:Work-1a2b3c4",
  "arn:aws:sqs:us-east-1:000000000000:work-1a2b3c4",
  "arn:aws:sqs:eu-central-1:111111111111:work-1a2b3c4",
  "arn:aws:s3:::work-1a2b3c4",
);
const list = <T>(one: fc.Arbitrary<T>) => fc.oneof(one, fc.array(one, { minLength: 1, maxLength: 3 }));

const statement = fc
  .record({
    Effect: fc.constantFrom("Allow", "Allow", "Deny"),
    actions: fc.record({
      name: fc.constantFrom("Action", "Action", "NotAction"),
      value: list(actionPattern),
    }),
    resources: fc.record({
      name: fc.constantFrom("Resource", "Resource", "NotResource"),
      value: list(arnPattern),
    }),
  })
  .map(({ Effect, actions: asked, resources }) => ({
    Effect,
    [asked.name]: asked.value,
    [resources.name]: resources.value,
  }));
const policy = fc
  .array(statement, { minLength: 1, maxLength: 3 })
  .map((Statement) => ({ Version: "2012-10-17", Statement }));

it("judges the policies of a role as a simulator of IAM does", async () => {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(policy, { maxLength: 3 }),
      fc.constantFrom(...actions),
      async (policies, action) => {
        const simulated = await runSimulation(
          {
            request: {
              principal: "arn:aws:iam::000000000000:role/worker",
              action,
              resource: { resource: QUEUE_ARN, accountId: "000000000000" },
              contextVariables: {},
            },
            identityPolicies: policies.map((one, index) => ({ name: `policy ${index}`, policy: one })),
            serviceControlPolicies: [],
            resourceControlPolicies: [],
          },
          {},
        );
        if (simulated.resultType === "error") throw new Error(JSON.stringify(simulated.errors));
        const texts = policies.map((one) => JSON.stringify(one));
        expect(policiesAllow(texts, action, QUEUE_ARN)).toBe(simulated.overallResult === "Allowed");
        seen.set(simulated.overallResult, (seen.get(simulated.overallResult) ?? 0) + 1);
      },
    ),
    { numRuns: 3_000 },
  );
  for (const result of ["Allowed", "ExplicitlyDenied", "ImplicitlyDenied"]) {
    expect(seen.get(result), result).toBeGreaterThan(100);
  }
});

it("does not guess whether a condition holds, and takes no notice of one that is about something else", () => {
  const conditional = (Action: string) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: "sqs:*", Resource: "*" },
        { Effect: "Deny", Action, Resource: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
      ],
    });
  expect(policiesAllow([conditional("dynamodb:*")], "sqs:ReceiveMessage", QUEUE_ARN)).toBe(true);
  expect(() => policiesAllow([conditional("sqs:*")], "sqs:ReceiveMessage", QUEUE_ARN)).toThrow(
    "cannot judge the condition on which a policy allows or denies sqs:ReceiveMessage",
  );
});
