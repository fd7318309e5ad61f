import { aSurvey } from "@lab/testing/survey";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createSurveyClient } from "../src/index.ts";
import { sqsClient } from "../src/sqs-client.ts";
import { startScriptedSqs } from "./scripted-sqs.ts";

const credentials = { accessKeyId: "local", secretAccessKey: "local" };
/** Variables of a machine that would otherwise tell the SDK a region or an endpoint. */
const variables = [
  "AWS_REGION",
  "AWS_DEFAULT_REGION",
  "AWS_PROFILE",
  "AWS_ENDPOINT_URL",
  "AWS_ENDPOINT_URL_SQS",
];

function withoutConfiguration(): void {
  for (const name of variables) vi.stubEnv(name, undefined);
  vi.stubEnv("AWS_CONFIG_FILE", "/nonexistent");
  vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent");
}
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** Where a client of this queue URL sends a request, and for which region it signs it. Nothing leaves this machine. */
async function destinationOf(queueUrl: string, options: { endpoint?: string; region?: string } = {}) {
  const sqs = sqsClient({ queueUrl, credentials, ...options });
  const seen: { origin: string; region: string | undefined }[] = [];
  sqs.config.requestHandler = {
    ...sqs.config.requestHandler,
    async handle({ protocol, hostname, port, headers }) {
      const [, , region] = headers.authorization?.split("/") ?? [];
      seen.push({ origin: `${protocol}//${hostname}${port === undefined ? "" : `:${port}`}`, region });
      throw new Error("nothing is sent");
    },
  };
  const client = createSurveyClient({ queueUrl, sqs });
  const outcome = await client.send(aSurvey());
  sqs.destroy();
  return { outcome, ...seen[0] };
}

const hosts: readonly (readonly [what: string, host: string, region: string])[] = [
  ["the standard endpoint", "sqs.eu-central-1.amazonaws.com", "eu-central-1"],
  ["a region of three parts", "sqs.ap-southeast-2.amazonaws.com", "ap-southeast-2"],
  ["FIPS", "sqs-fips.us-east-1.amazonaws.com", "us-east-1"],
  ["dual-stack", "sqs.eu-central-1.api.aws", "eu-central-1"],
  ["FIPS and dual-stack", "sqs-fips.us-east-1.api.aws", "us-east-1"],
  ["the legacy endpoint", "eu-west-1.queue.amazonaws.com", "eu-west-1"],
  ["the legacy endpoint without a region", "queue.amazonaws.com", "us-east-1"],
  ["a VPC endpoint", "vpce-0a1b2c3d-4e5f.sqs.us-east-1.vpce.amazonaws.com", "us-east-1"],
  ["a VPC endpoint's zone", "vpce-0a1b2c3d-4e5f-us-east-1a.sqs.us-east-1.vpce.amazonaws.com", "us-east-1"],
  ["a FIPS VPC endpoint", "vpce-0a1b2c3d-4e5f.sqs-fips.us-west-2.vpce.amazonaws.com", "us-west-2"],
  ["aws-cn", "sqs.cn-north-1.amazonaws.com.cn", "cn-north-1"],
  ["aws-cn, dual-stack", "sqs.cn-northwest-1.api.amazonwebservices.com.cn", "cn-northwest-1"],
  ["aws-cn, FIPS", "sqs-fips.cn-north-1.amazonaws.com.cn", "cn-north-1"],
  ["aws-cn, legacy", "cn-north-1.queue.amazonaws.com.cn", "cn-north-1"],
  ["aws-cn, a VPC endpoint", "vpce-0a1b-4e5f.sqs.cn-north-1.vpce.amazonaws.com.cn", "cn-north-1"],
  ["aws-us-gov", "sqs.us-gov-west-1.amazonaws.com", "us-gov-west-1"],
  ["aws-us-gov, dual-stack", "sqs.us-gov-east-1.api.aws", "us-gov-east-1"],
  ["aws-us-gov, FIPS and dual-stack", "sqs-fips.us-gov-west-1.api.aws", "us-gov-west-1"],
  ["aws-us-gov, legacy", "us-gov-west-1.queue.amazonaws.com", "us-gov-west-1"],
  ["aws-us-gov, a VPC endpoint", "vpce-0a1b-4e5f.sqs.us-gov-west-1.vpce.amazonaws.com", "us-gov-west-1"],
  ["the European Sovereign Cloud", "sqs.eusc-de-east-1.amazonaws.eu", "eusc-de-east-1"],
  ["aws-iso-b", "sqs.us-isob-east-1.sc2s.sgov.gov", "us-isob-east-1"],
];

describe("a queue URL", () => {
  it.each(hosts)("of %s (%s) tells where to send and the region to sign for", async (_, host, region) => {
    withoutConfiguration();
    const warn = vi.spyOn(console, "warn");
    const { outcome, ...destination } = await destinationOf(`https://${host}/123456789012/surveys`);
    expect(destination).toEqual({ origin: `https://${host}`, region });
    expect(outcome).toMatchObject({ status: "failed", code: "network" });
    expect(warn).not.toHaveBeenCalled();
  });

  it("wins over what the environment says of regions and endpoints", async () => {
    withoutConfiguration();
    vi.stubEnv("AWS_REGION", "us-west-2");
    vi.stubEnv("AWS_ENDPOINT_URL_SQS", "http://127.0.0.1:9");
    vi.stubEnv("AWS_USE_FIPS_ENDPOINT", "true");
    vi.stubEnv("AWS_USE_DUALSTACK_ENDPOINT", "true");
    expect(
      await destinationOf("https://sqs-fips.us-east-1.amazonaws.com/123456789012/surveys"),
    ).toMatchObject({
      origin: "https://sqs-fips.us-east-1.amazonaws.com",
      region: "us-east-1",
    });
  });

  it("gives way to the options region and endpoint", async () => {
    withoutConfiguration();
    const options = { region: "eu-west-1", endpoint: "https://proxy.example.org" };
    expect(
      await destinationOf("https://sqs.us-east-1.amazonaws.com/123456789012/surveys", options),
    ).toMatchObject({
      origin: "https://proxy.example.org",
      region: "eu-west-1",
    });
  });

  it("of a local endpoint takes the region from the environment", async () => {
    withoutConfiguration();
    vi.stubEnv("AWS_REGION", "eu-central-1");
    expect(await destinationOf("http://127.0.0.1:4566/000000000000/surveys")).toMatchObject({
      origin: "http://127.0.0.1:4566",
      region: "eu-central-1",
    });
  });

  it.each(["http://127.0.0.1:4566", "https://queue.example.org", "https://sqs.example.org"])(
    "at %s, which names no region, is a matter of configuration that names the option",
    async (origin) => {
      withoutConfiguration();
      const { outcome } = await destinationOf(`${origin}/000000000000/surveys`);
      expect(outcome).toMatchObject({
        status: "failed",
        code: "configuration",
        message: expect.stringContaining("set the option region"),
      });
    },
  );

  it("sends to the host in the URL", async () => {
    withoutConfiguration();
    const sqs = await startScriptedSqs();
    const client = createSurveyClient({ queueUrl: sqs.queueUrl, region: "eu-central-1", credentials });
    expect(await client.send(aSurvey())).toMatchObject({ status: "sent" });
    client.close();
    await sqs.close();
  });
});
