import { judge, study } from "@lab/study";
import { describe, expect, it } from "vitest";
import { participantIds, planSpike, type SpikePlan } from "../src/spike/plan-spike.ts";

const plan: SpikePlan = { run: "r1", seed: 7, participants: 20, surveys: 10, duplicates: 5, invalid: 10 };

/** What each body is: `u` is its identity, `ok` whether it is valid. */
const judged = (bodies: readonly string[]) =>
  bodies.map((body) => {
    const json = JSON.parse(body);
    return {
      u: `${json.user_id} ${json.timestamp}`,
      ok: judge.judge(body).valid,
      canonical: JSON.stringify(json),
    };
  });

describe("the plan of a burst", () => {
  it("is the same for the same seed and run, and another for another", () => {
    expect(planSpike(plan, study)).toEqual(planSpike(plan, study));
    expect(planSpike({ ...plan, seed: 8 }, study)).not.toEqual(planSpike(plan, study));
  });

  it("has every participant's every survey once, and the duplicates asked for", () => {
    const messages = judged(planSpike(plan, study));
    expect(messages).toHaveLength(210);
    const byIdentity = Map.groupBy(messages, ({ u }) => u);
    expect(byIdentity.size).toBe(200);
    expect(new Set([...byIdentity.keys()].map((u) => u.split(" ")[0]))).toEqual(
      new Set(participantIds(plan)),
    );
    const twice = [...byIdentity.values()].filter(({ length }) => length === 2);
    expect(twice).toHaveLength(10);
    for (const [a, b] of twice) expect(a?.canonical).toBe(b?.canonical);
  });

  it("has surveys of every questionnaire of the study, in its newest version", () => {
    const asked = planSpike(plan, study).map((body) => JSON.parse(body).questionnaire);
    expect(new Set(asked)).toEqual(new Set([undefined, "momentary@2"]));
  });

  it("sends some duplicates in other bytes", () => {
    const bodies = planSpike(plan, study);
    expect(new Set(bodies).size).toBe(205);
  });

  it("has as many invalid surveys as asked for, of every kind that their questionnaires reject", () => {
    const once = new Map(judged(planSpike(plan, study)).map((one) => [one.u, one]));
    expect([...once.values()].filter(({ ok }) => !ok)).toHaveLength(20);
    const codes = planSpike({ ...plan, invalid: 100 }, study).flatMap((body) => {
      const verdict = judge.judge(body);
      return verdict.valid ? ["valid"] : verdict.reasons.map(({ code }) => code);
    });
    expect(new Set(codes)).toEqual(new Set(["too_fast", "no_text"]));
    for (const body of planSpike({ ...plan, invalid: 0 }, study)) expect(judge.judge(body).valid).toBe(true);
  });

  it("gives all participants ids that start with the run's and sort as they count", () => {
    const ids = participantIds({ ...plan, participants: 100 });
    expect(ids[0]).toBe("r1-p001");
    expect(ids).toEqual(ids.toSorted());
  });
});
