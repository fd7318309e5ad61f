import { beforeEach, describe, expect, it } from "vitest";
import type { LocalProvider } from "../../src/provisioner/local-provider.ts";
import { REGION } from "../engines/clients.ts";
import { providerWithoutEngines } from "../fixtures/provider-without-engines.ts";

const TOPIC_TYPE = "aws:sns/topic:Topic";
const TOPIC_POLICY_TYPE = "aws:sns/topicPolicy:TopicPolicy";
const SUBSCRIPTION_TYPE = "aws:sns/topicSubscription:TopicSubscription";
const ALARM_TYPE = "aws:cloudwatch/metricAlarm:MetricAlarm";
const DASHBOARD_TYPE = "aws:cloudwatch/dashboard:Dashboard";
const KEY_TYPE = "aws:kms/key:Key";

let provider: LocalProvider;
let topicArn: string;

beforeEach(async () => {
  provider = providerWithoutEngines();
  const { state } = await provider.create(TOPIC_TYPE, "alarms", {});
  topicArn = String(state.arn);
});

const ofMetric = { namespace: "AWS/SQS", metricName: "NumberOfMessagesSent", statistic: "Sum", period: 60 };
const rule = { comparisonOperator: "GreaterThanThreshold", threshold: 1, evaluationPeriods: 3 };
const sent = {
  namespace: "AWS/SQS",
  metricName: "NumberOfMessagesSent",
  dimensions: {},
  stat: "Sum",
  period: 60,
};
const queries = [
  { id: "share", expression: "100 * FILL(sent, 0)", returnData: true },
  { id: "sent", metric: sent },
];

describe("an alarm in the local cloud", () => {
  it("has the outputs that AWS gives, of a metric or of an expression", async () => {
    const { id, state } = await provider.create(ALARM_TYPE, "sent", {
      ...rule,
      ...ofMetric,
      alarmActions: [topicArn],
    });
    expect(id).toMatch(/^sent-[0-9a-f]{7}$/);
    expect(state).toMatchObject({ name: id, arn: `arn:aws:cloudwatch:${REGION}:000000000000:alarm:${id}` });
    const computed = await provider.create(ALARM_TYPE, "share", { ...rule, metricQueries: queries });
    expect(computed.state).toMatchObject({ metricQueries: [{ id: "share" }, { id: "sent" }] });
  });

  it("keeps its name and ARN when its threshold changes", async () => {
    const { id, state } = await provider.create(ALARM_TYPE, "sent", { ...rule, ...ofMetric });
    const changed = { ...rule, ...ofMetric, name: id, threshold: 2 };
    expect(await provider.update(ALARM_TYPE, "sent", id, changed)).toMatchObject({
      name: id,
      arn: state.arn,
      threshold: 2,
    });
  });

  it.each([
    [{ ...ofMetric, alarmActions: ["arn:aws:sns:eu-central-1:000000000000:gone"] }, /there is none/],
    [{ ...ofMetric, okActions: ["arn:aws:sns:eu-central-1:000000000000:gone"] }, /there is none/],
    [{}, /either namespace, metricName, statistic and period, or metricQueries/],
    [{ ...ofMetric, statistic: undefined }, /either namespace/],
    [{ ...ofMetric, metricQueries: queries }, /either namespace/],
    [{ ...ofMetric, period: 90 }, /multiple of 60/],
    [{ ...ofMetric, period: 300, evaluationPeriods: 289 }, /over 86400 s at most/],
    [{ ...ofMetric, datapointsToAlarm: 4 }, /at most evaluationPeriods/],
    [{ ...ofMetric, comparisonOperator: "MoreThan" }, /at comparisonOperator$/m],
    [{ ...ofMetric, statistic: "Total" }, /at statistic$/m],
    [{ ...ofMetric, treatMissingData: "fine" }, /at treatMissingData$/m],
    [{ ...ofMetric, alarmDescription: "x".repeat(1_025) }, /at alarmDescription$/m],
    [{ metricQueries: queries.slice(0, 1) }, /uses sent, which no metric query has/],
    [
      { metricQueries: queries.map((query) => ({ ...query, returnData: true })) },
      /exactly one .* returns data/,
    ],
    [{ metricQueries: queries.map((query) => ({ ...query, id: "sent" })) }, /unique/],
    [{ metricQueries: [{ id: "Sent", metric: sent, returnData: true }] }, /begins with a small letter/],
    [
      { metricQueries: [{ id: "sent", metric: sent, expression: "1", returnData: true }] },
      /either an expression or a metric/,
    ],
  ])("is refused with %j", async (inputs, problem) => {
    await expect(provider.create(ALARM_TYPE, "wrong", { ...rule, ...inputs })).rejects.toThrow(problem);
  });
});

describe("a dashboard in the local cloud", () => {
  const place = { x: 12, y: 0, width: 12, height: 6 };
  const properties = { region: REGION, metrics: [["AWS/SQS", "NumberOfMessagesSent", { stat: "Sum" }]] };
  const graph = { type: "metric", ...place, properties };
  const show = (...widgets: readonly unknown[]) =>
    provider.create(DASHBOARD_TYPE, "board", {
      dashboardName: "survey-dev",
      dashboardBody: JSON.stringify({ widgets }),
    });

  it("is known by its name, and shows alarms that there are", async () => {
    const alarm = await provider.create(ALARM_TYPE, "sent", { ...rule, ...ofMetric });
    const states = { type: "alarm", ...place, y: 6, properties: { alarms: [alarm.state.arn] } };
    const { id, state } = await show(graph, states);
    expect(id).toBe("survey-dev");
    expect(state.dashboardArn).toBe("arn:aws:cloudwatch::000000000000:dashboard/survey-dev");
  });

  it.each([
    [{ ...graph, x: 13 }, /within the dashboard's 24 columns/],
    [{ ...graph, width: 25 }, /at widgets\[0\]\.width$/m],
    [{ ...graph, y: -1 }, /at widgets\[0\]\.y$/m],
    [{ ...graph, height: 0 }, /at widgets\[0\]\.height$/m],
    [{ ...graph, type: "graph" }, /at widgets\[0\]\.type$/m],
    [{ ...graph, properties: { region: REGION } }, /at widgets\[0\]\.properties\.metrics$/m],
    [{ ...graph, properties: { metrics: properties.metrics } }, /at widgets\[0\]\.properties\.region$/m],
    [{ type: "text", ...place, properties: {} }, /at widgets\[0\]\.properties\.markdown$/m],
    [
      { type: "alarm", ...place, properties: { alarms: ["arn:aws:cloudwatch:x:1:alarm:gone"] } },
      /there is none/,
    ],
  ])("is refused with the widget %j", async (widget, problem) => {
    await expect(show(widget)).rejects.toThrow(problem);
  });

  it("is refused when its body is no JSON, or its name could not be in a URL", async () => {
    const create = (inputs: object) => provider.create(DASHBOARD_TYPE, "board", inputs);
    await expect(create({ dashboardName: "a", dashboardBody: "{" })).rejects.toThrow(/is not JSON/);
    const body = JSON.stringify({ widgets: [] });
    await expect(create({ dashboardName: "a b", dashboardBody: body })).rejects.toThrow(/letters, digits/);
  });
});

describe("a topic in the local cloud", () => {
  const policy = (Action: readonly string[]) =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Deny", Principal: "*", Action }] });

  it("has a name and an ARN, and is encrypted with a key that there is", async () => {
    const key = await provider.create(KEY_TYPE, "key", { enableKeyRotation: true });
    const { state } = await provider.create(TOPIC_TYPE, "secret", { kmsMasterKeyId: key.state.arn });
    expect(state.arn).toBe(`arn:aws:sns:${REGION}:000000000000:${state.name}`);
    const gone = `arn:aws:kms:${REGION}:000000000000:key/gone`;
    await expect(provider.create(TOPIC_TYPE, "open", { kmsMasterKeyId: gone })).rejects.toThrow(
      /there is none/,
    );
  });

  it("takes a policy of actions on topics, named one by one", async () => {
    const attach = (arn: string, actions: readonly string[]) =>
      provider.create(TOPIC_POLICY_TYPE, "policy", { arn, policy: policy(actions) });
    expect((await attach(topicArn, ["sns:Publish"])).id).toBe(topicArn);
    await expect(attach(topicArn, ["sns:CreateTopic"])).rejects.toThrow(
      /out of service scope! \(sns:CreateTopic\)/,
    );
    await expect(attach(topicArn, ["sqs:SendMessage"])).rejects.toThrow(/out of service scope/);
    await expect(attach("arn:aws:sns:x:1:gone", ["sns:Publish"])).rejects.toThrow(/there is none/);
  });

  it("has subscribers that have still to confirm, and keeps them when a setting of theirs changes", async () => {
    const inputs = { topic: topicArn, protocol: "email", endpoint: "on-call@lab.example" };
    const { id, state } = await provider.create(SUBSCRIPTION_TYPE, "email", inputs);
    expect(id).toMatch(new RegExp(`^${topicArn}:[0-9a-f-]{36}$`));
    expect(state).toMatchObject({ arn: id, pendingConfirmation: true });
    const changed = { ...inputs, filterPolicy: "{}" };
    expect(await provider.update(SUBSCRIPTION_TYPE, "email", id, changed)).toMatchObject({ arn: id });
  });

  it.each([
    [{ endpoint: "on-call" }, /no e-mail address/],
    [{ protocol: "pigeon" }, /at protocol$/m],
    [{ topic: "arn:aws:sns:x:1:gone" }, /there is none/],
  ])("refuses a subscriber with %j", async (change, problem) => {
    const inputs = { topic: topicArn, protocol: "email", endpoint: "on-call@lab.example", ...change };
    await expect(provider.create(SUBSCRIPTION_TYPE, "email", inputs)).rejects.toThrow(problem);
  });

  it("is no FIFO topic", async () => {
    await expect(provider.create(TOPIC_TYPE, "fifo", { fifoTopic: true })).rejects.toThrow(/FIFO topics/);
  });
});

describe("a key in the local cloud", () => {
  it("keeps its id and ARN when a setting of it changes", async () => {
    const { id, state } = await provider.create(KEY_TYPE, "key", {});
    expect(state.arn).toBe(`arn:aws:kms:${REGION}:000000000000:key/${id}`);
    const changed = await provider.update(KEY_TYPE, "key", id, { enableKeyRotation: true });
    expect(changed).toMatchObject({ keyId: id, arn: state.arn, enableKeyRotation: true });
  });

  it.each([
    [{ deletionWindowInDays: 6 }, /at deletionWindowInDays$/m],
    [{ policy: "{}" }, /Statement/],
  ])("is refused with %j", async (inputs, problem) => {
    await expect(provider.create(KEY_TYPE, "key", inputs)).rejects.toThrow(problem);
  });
});
