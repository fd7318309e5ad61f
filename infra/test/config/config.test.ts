import { describe, expect, it } from "vitest";
import { parseConfig } from "../../src/config/config.ts";
import { logRetentionPeriods } from "../../src/config/log-retention.ts";
import { parse, problemsOf, region, valid } from "./parse-values.ts";

describe("a stack's configuration", () => {
  it("gets the types that the program works with", () => {
    expect(parse({})).toEqual({
      study: "sleep-2026",
      protectData: true,
      batchSize: 10,
      maximumConcurrency: 100,
      functionTimeoutSeconds: 30,
      memorySizeMb: 512,
      maxReceiveCount: 200,
      queueRetentionDays: 13,
      logRetentionDays: 30,
      auditLockDays: 0,
      senders: "trusted-app",
      senderRoleNames: [],
      vendingPrincipalArn: "",
      alarmEmail: "",
      oldestSurveyMinutes: 30,
      rejectedSharePercent: 50,
    });
    expect(parse({ protectData: "false" }).protectData).toBe(false);
  });

  it.each([
    ["batchSize", 1, 10, {}],
    ["maximumConcurrency", 2, 1000, {}],
    ["functionTimeoutSeconds", 10, 900, { maxReceiveCount: "960", queueRetentionDays: "13" }],
    ["memorySizeMb", 128, 10240, {}],
    ["maxReceiveCount", 1, 1000, { functionTimeoutSeconds: "30" }],
    ["queueRetentionDays", 2, 13, { maxReceiveCount: "171" }],
    ["auditLockDays", 0, 36_500, {}],
    ["oldestSurveyMinutes", 5, 1440, {}],
    ["rejectedSharePercent", 1, 100, {}],
  ] as const)("takes %s from %i to %i and says so when it is something else", (key, least, most, others) => {
    const allowed = `but must be a whole number from ${least} to ${most}`;
    const refused = ["", " 5", "5.5", "-5", "1e1", "0x10", "ten", "12345678901234567890"];
    for (const value of [...refused, String(least - 1), String(most + 1)]) {
      expect(problemsOf(() => parse({ ...others, [key]: value }))).toEqual([
        `lab:${key} is ${JSON.stringify(value)}, ${allowed}`,
      ]);
    }
    for (const value of [String(least), String(most)]) {
      expect(problemsOf(() => parse({ ...others, [key]: value })).join()).not.toContain(allowed);
    }
  });

  it("takes the periods that CloudWatch offers for logRetentionDays", () => {
    for (const days of logRetentionPeriods) {
      expect(parse({ logRetentionDays: String(days) }).logRetentionDays).toBe(days);
    }
    for (const value of ["0", "2", "31", "3654", "", "for ever"]) {
      const [problem, ...others] = problemsOf(() => parse({ logRetentionDays: value }));
      expect(others).toEqual([]);
      expect(problem).toContain(
        `lab:logRetentionDays is ${JSON.stringify(value)}, but must be one of CloudWatch's`,
      );
      expect(problem).toContain(logRetentionPeriods.join(", "));
    }
  });

  it.each(["yes", "True", "1", ""])("does not take %j for protectData", (value) => {
    expect(problemsOf(() => parse({ protectData: value }))).toEqual([
      `lab:protectData is ${JSON.stringify(value)}, but must be true or false`,
    ]);
  });

  it.each(Object.keys(valid))("misses %s when it is not set", (key) => {
    const [problem, ...others] = problemsOf(() => parse({}, [key]));
    expect(others).toEqual([]);
    expect(problem).toContain(`lab:${key} is not set, but must be `);
  });

  it("does not take a key it does not know, which may be a slip of the pen", () => {
    expect(problemsOf(() => parse({ batchsize: "5" }))).toEqual([
      `lab:batchsize is not a key of this project. Its keys are ${Object.keys(valid).join(", ")}`,
    ]);
  });

  it("leaves the keys of others alone", () => {
    const ours = Object.fromEntries(Object.entries(valid).map(([key, value]) => [`lab:${key}`, value]));
    expect(
      parseConfig("lab", { ...ours, ...region, "aws:profile": "?", "labs:batchSize": "99" }).batchSize,
    ).toBe(10);
  });

  it("reports all problems at once, one a line", () => {
    const wrong = { batchSize: "11", memorySizeMb: "64", protectData: "no", colour: "blue" };
    expect(problemsOf(() => parse(wrong, ["logRetentionDays"]))).toHaveLength(5);
    expect(() => parse(wrong)).toThrow(
      /has to be changed:\n {2}- lab:.*\n {2}- lab:.*\n {2}- lab:.*\n {2}- lab:.*$/,
    );
  });
});

describe("the region", () => {
  const ours = Object.fromEntries(Object.entries(valid).map(([key, value]) => [`lab:${key}`, value]));

  it.each(["eu-central-1", "us-gov-west-1", "cn-north-1", "ap-southeast-7"])("can be %s", (code) => {
    expect(parseConfig("lab", { ...ours, "aws:region": code }).study).toBe("sleep-2026");
  });

  it.each(["", "Frankfurt", "EU-CENTRAL-1", "eu-central", "eu-central-1a", " eu-central-1"])(
    "cannot be %j",
    (code) => {
      expect(problemsOf(() => parseConfig("lab", { ...ours, "aws:region": code }))).toEqual([
        `aws:region is ${JSON.stringify(code)}, but must be the code of an AWS region, such as eu-central-1`,
      ]);
    },
  );

  it("has to be set, and is missed together with everything else", () => {
    expect(problemsOf(() => parseConfig("lab", ours))).toEqual([
      "aws:region is not set, but must be the code of an AWS region, such as eu-central-1",
    ]);
    expect(problemsOf(() => parseConfig("lab", {}))).toHaveLength(1 + Object.keys(valid).length);
  });
});

describe("the study", () => {
  it.each(["sleep-2026", "Schläfrigkeit + Laune", "睡眠 2", "a".repeat(256), "lab@uni.example:sleep/1=x"])(
    "can be %j, as AWS takes it for a tag's value",
    (study) => {
      expect(parse({ study }).study).toBe(study);
    },
  );

  it.each(["", "sleep & mood", " sleep", "sleep ", "a".repeat(257), "aws:sleep", "AWS:sleep", "sleep\n"])(
    "cannot be %j",
    (study) => {
      expect(problemsOf(() => parse({ study }))).toEqual([
        `lab:study is ${JSON.stringify(study)}, but must be 1 to 256 letters, digits, spaces and _ . : / = + - @, ` +
          "no space at an end, and not begin with aws:",
      ]);
    },
  );
});

describe("who is told of alarms", () => {
  it("is one e-mail address, or nobody", () => {
    expect(parse({ alarmEmail: "on-call+survey@lab.example" }).alarmEmail).toBe("on-call+survey@lab.example");
    for (const alarmEmail of [
      "on-call",
      "on-call@lab",
      "a@b.example, c@d.example",
      "Lab <a@b.example>",
      " ",
    ]) {
      expect(problemsOf(() => parse({ alarmEmail }))).toEqual([
        `lab:alarmEmail is ${JSON.stringify(alarmEmail)}, but must be an e-mail address, or empty for none`,
      ]);
    }
  });
});

describe("the times a failing survey is received", () => {
  it("outlast an outage of 8 hours, in which nothing but the visibility timeout brings it back", () => {
    expect(problemsOf(() => parse({ maxReceiveCount: "171" }))).toEqual([]);
    expect(problemsOf(() => parse({ maxReceiveCount: "170" }))).toEqual([
      'lab:maxReceiveCount is "170", but must be at least 171: with functionTimeoutSeconds 30 an outage of 8 hours ' +
        "uses up so many",
    ]);
    expect(problemsOf(() => parse({ functionTimeoutSeconds: "10" })).join()).toContain("at least 491");
  });

  it("outlast one in which the function answers and puts it off, however long its timeout is", () => {
    const long = { functionTimeoutSeconds: "900" };
    expect(problemsOf(() => parse({ ...long, maxReceiveCount: "110" }))).toEqual([]);
    expect(problemsOf(() => parse({ ...long, maxReceiveCount: "109" })).join()).toContain("at least 110");
  });

  it("end before the queue would delete the survey, even if each comes as late as it can", () => {
    const short = { queueRetentionDays: "2" };
    expect(problemsOf(() => parse({ ...short, maxReceiveCount: "185" }))).toEqual([]);
    expect(problemsOf(() => parse({ ...short, maxReceiveCount: "186" }))).toEqual([
      'lab:maxReceiveCount is "186", but must be at most 185: a failing survey would not be given up before ' +
        "the queue deletes it after queueRetentionDays 2",
    ]);
  });
});
