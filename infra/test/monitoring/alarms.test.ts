import { describe, expect, it } from "vitest";
import { deployUnderMocks, stacks } from "../deploy-under-mocks.ts";
import { rings } from "./rings.ts";
import { type DeclaredAlarm, declaredAlarms } from "./watched-metrics.ts";

async function alarmOf(
  name: string,
  overrides: Readonly<Record<string, string>> = {},
): Promise<DeclaredAlarm> {
  const alarm = declaredAlarms(await deployUnderMocks("prod", overrides)).get(name);
  if (alarm === undefined) throw new Error(`There is no alarm ${name}.`);
  return alarm;
}

const times = <T>(count: number, one: T): readonly T[] => Array.from({ length: count }, () => one);

describe.each(stacks)("the alarms of %s", (stack) => {
  it("are these", async () => {
    expect([...declaredAlarms(await deployUnderMocks(stack)).keys()].toSorted()).toEqual([
      "archiver-errors",
      "archiver-throttles",
      "dead-letters-stay",
      "many-rejected",
      "processor-errors",
      "processor-throttles",
      "survey-archived",
      "surveys-keep-failing",
      "surveys-wait",
    ]);
  });

  it("tell the stack's topic when they ring and when it is over, and where the handbook says what to do", async () => {
    const deployment = await deployUnderMocks(stack);
    for (const [name, alarm] of declaredAlarms(deployment)) {
      expect(alarm.alarmActions, name).toEqual([deployment.outputs.alarmTopicArn]);
      expect(alarm.okActions, name).toEqual([deployment.outputs.alarmTopicArn]);
      expect(alarm.alarmDescription, name).toMatch(new RegExp(`docs/handbook\\.md, "${name}"\\.$`));
      expect(alarm.alarmDescription.length, name).toBeLessThanOrEqual(1_024);
    }
  });

  it("do not ring while nothing happens, however long", async () => {
    for (const [name, alarm] of declaredAlarms(await deployUnderMocks(stack))) {
      expect(rings(alarm, times(alarm.evaluationPeriods, {})), name).toBe(false);
    }
  });
});

describe("survey-archived", () => {
  it("rings at the first survey, within five minutes", async () => {
    const alarm = await alarmOf("survey-archived");
    expect(alarm.period).toBe(300);
    expect(rings(alarm, [{ SurveysArchived: 1 }])).toBe(true);
    expect(rings(alarm, [{ SurveysArchived: 1 }, {}])).toBe(false);
    expect(rings(alarm, [{ SurveysNotArchived: 1 }])).toBe(false);
  });
});

describe("dead-letters-stay", () => {
  const waiting = { ApproximateNumberOfMessagesVisible: 1 };
  const hidden = { ApproximateNumberOfMessagesVisible: 0, ApproximateNumberOfMessagesNotVisible: 1 };
  const empty = { ApproximateNumberOfMessagesVisible: 0 };

  it("rings after five minutes, whether they wait or the archiver has them, though the newest minute is not told yet", async () => {
    const alarm = await alarmOf("dead-letters-stay");
    expect(alarm.period).toBe(60);
    expect(rings(alarm, [waiting, hidden, hidden, hidden, waiting, {}])).toBe(true);
    expect(rings(alarm, times(6, waiting))).toBe(true);
  });

  it("does not ring when the archiver takes them out, as it does", async () => {
    const alarm = await alarmOf("dead-letters-stay");
    expect(rings(alarm, [empty, waiting, hidden, hidden, hidden, empty])).toBe(false);
  });
});

describe("the time that is left for dead letters", () => {
  it.each([
    ["13", "1 day"],
    ["4", "10 days"],
  ])(
    "is, after %s days in the queue, %s: SQS counts from the first sending",
    async (queueRetentionDays, left) => {
      const alarm = await alarmOf("dead-letters-stay", { queueRetentionDays, maxReceiveCount: "172" });
      expect(alarm.alarmDescription).toContain(
        `14 days after they were first sent. In the worst case that is ${left} from now`,
      );
    },
  );
});

describe("surveys-wait", () => {
  const age = (minutes: number) => ({ ApproximateAgeOfOldestMessage: minutes * 60 });

  it("rings when the oldest has been as old as the configuration says for three minutes", async () => {
    const alarm = await alarmOf("surveys-wait", { oldestSurveyMinutes: "45" });
    expect(alarm.period).toBe(60);
    expect(rings(alarm, [age(45), age(46), age(47)])).toBe(true);
    expect(rings(alarm, [age(44), age(45), age(46)])).toBe(false);
    expect(alarm.alarmDescription).toContain("45 minutes");
  });

  it("does not ring in a burst of a million, which is through in nine minutes", async () => {
    expect(rings(await alarmOf("surveys-wait"), times(3, age(9)))).toBe(false);
  });
});

describe("surveys-keep-failing", () => {
  it("rings when some have failed in three retries' time in a row, even one survey only", async () => {
    const alarm = await alarmOf("surveys-keep-failing");
    expect(alarm.period).toBe(900);
    expect(rings(alarm, times(3, { SurveysFailed: 1 }))).toBe(true);
  });

  it("does not ring for a burst's throttles, which last some minutes", async () => {
    const burst = { SurveysFailed: 5_000 };
    expect(rings(await alarmOf("surveys-keep-failing"), [burst, burst, {}])).toBe(false);
  });
});

describe("many-rejected", () => {
  it("rings from the configured share of an hour's surveys on", async () => {
    const alarm = await alarmOf("many-rejected", { rejectedSharePercent: "30" });
    expect(alarm.period).toBe(3_600);
    expect(rings(alarm, [{ SurveysAccepted: 70, SurveysRejected: 30 }])).toBe(true);
    expect(rings(alarm, [{ SurveysAccepted: 71, SurveysRejected: 29 }])).toBe(false);
    expect(alarm.alarmDescription).toContain("30 %");
  });

  it("rings when all are rejected, and none is accepted to report", async () => {
    expect(rings(await alarmOf("many-rejected"), [{ SurveysRejected: 20 }])).toBe(true);
  });

  it("does not ring for one rejected survey at night, nor for a few", async () => {
    const alarm = await alarmOf("many-rejected");
    expect(rings(alarm, [{ SurveysRejected: 1 }])).toBe(false);
    expect(rings(alarm, [{ SurveysAccepted: 1, SurveysRejected: 18 }])).toBe(false);
  });

  it("counts surveys that came again as judged", async () => {
    const alarm = await alarmOf("many-rejected");
    expect(rings(alarm, [{ SurveysDuplicate: 60, SurveysRejected: 40 }])).toBe(false);
  });

  it("does not ring when none is rejected", async () => {
    expect(rings(await alarmOf("many-rejected"), [{ SurveysAccepted: 1_000 }])).toBe(false);
  });
});

describe.each([
  ["processor", "Errors"],
  ["processor", "Throttles"],
  ["archiver", "Errors"],
  ["archiver", "Throttles"],
])("the alarm on the %s's %s", (kind, metric) => {
  const name = `${kind}-${metric.toLowerCase()}`;
  const some = { [metric]: 1 };

  it("rings when they come in two periods of three", async () => {
    const alarm = await alarmOf(name);
    expect(alarm.metrics).toMatchObject([
      { namespace: "AWS/Lambda", dimensions: { FunctionName: `survey-prod-${kind}` } },
    ]);
    expect(rings(alarm, [some, {}, some])).toBe(true);
    expect(rings(alarm, [{ [metric]: 100 }, {}, { [metric]: 0 }])).toBe(false);
  });

  it.each([
    ["10", 300],
    ["30", 300],
    ["51", 360],
    ["900", 5_400],
  ])(
    "has periods in which a survey that broke off after %s s comes back: %d s",
    async (functionTimeoutSeconds, expected) => {
      const retries = { "10": "491" }[functionTimeoutSeconds] ?? "200";
      const alarm = await alarmOf(name, { functionTimeoutSeconds, maxReceiveCount: retries });
      expect(alarm.period).toBe(expected);
    },
  );
});
