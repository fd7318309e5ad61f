import { judgeSurvey } from "@lab/survey-schema";
import { describe, expect, it } from "vitest";
import { participantIds, planSpike, type SpikePlan } from "../src/spike/plan-spike.ts";

const plan: SpikePlan = { run: "r1", seed: 7, participants: 20, surveys: 10, duplicates: 5, invalid: 10 };

/** What each body is: `u` is its identity, `ok` whether it is valid. */
const judged = (bodies: readonly string[]) =>
  bodies.map((body) => {
    const json = JSON.parse(body);
    return {
      u: `${json.user_id} ${json.timestamp}`,
      ok: judgeSurvey(body).valid,
      canonical: JSON.stringify(json),
    };
  });

describe("the plan of a burst", () => {
  it("is the same for the same seed and run, and another for another", () => {
    expect(planSpike(plan)).toEqual(planSpike(plan));
    expect(planSpike({ ...plan, seed: 8 })).not.toEqual(planSpike(plan));
  });

  it("has every participant's every survey once, and the duplicates asked for", () => {
    const messages = judged(planSpike(plan));
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

  it("sends some duplicates in other bytes", () => {
    const bodies = planSpike(plan);
    expect(new Set(bodies).size).toBe(205);
  });

  it("has as many invalid surveys as asked for, and no malformed one", () => {
    const once = new Map(judged(planSpike(plan)).map((one) => [one.u, one]));
    expect([...once.values()].filter(({ ok }) => !ok)).toHaveLength(20);
    for (const body of planSpike({ ...plan, invalid: 0 })) expect(judgeSurvey(body).valid).toBe(true);
  });

  it("gives all participants ids that start with the run's and sort as they count", () => {
    const ids = participantIds({ ...plan, participants: 100 });
    expect(ids[0]).toBe("r1-p001");
    expect(ids).toEqual(ids.toSorted());
  });
});
