import { describe, expect, it } from "vitest";
import { createAutomata } from "../src/exhaustive/automaton.ts";
import { explore, initialState } from "../src/exhaustive/explore.ts";
import type { GlobalState } from "../src/exhaustive/global-state.ts";
import { firstSurvey, planned, type Scenario, sentTimestamp } from "../src/exhaustive/scenario.ts";
import { allScenarios } from "../src/exhaustive/scenarios.ts";
import { transitions } from "../src/exhaustive/transitions.ts";
import { systemCode } from "../src/function/system-code.ts";
import { runExhaustive } from "../src/run-exhaustive.ts";

describe("every order of two surveys' deliveries, with one fault or none", () => {
  it("loses and double-counts nothing", async () => {
    const { scenarios, ok } = await runExhaustive();
    expect(scenarios.filter(({ failure }) => failure !== undefined)).toEqual([]);
    expect(scenarios).toHaveLength(allScenarios.length);
    expect(ok).toBe(true);
  });

  it.each([
    ["ledger before raw", "same participant, two batches"],
    ["no condition on the ledger", "same survey sent again, two batches"],
    ["two transactions", "same participant, two batches"],
    ["hash not compared", "same key, different answers, two batches"],
    ["unfinished acknowledged", "same participant, two batches"],
    ["conflict taken as recorded", "same participant, two batches"],
    ["newer counted in spite of a tombstone", "erased, one survey before"],
    ["tombstone's own moment before it", "kept, one survey"],
    ["withdrawn when counted taken as counted", "erased, one survey before"],
    ["no wait", "erased, one survey before"],
    ["prefix instead of key", "erased, with a neighbour"],
    ["tombstone pruned", "kept, then erased"],
  ])("finds the defect %s", async (mutant, scenario) => {
    const { scenarios, ok } = await runExhaustive({ mutant, scenario });
    expect(ok).toBe(false);
    expect(scenarios[0]?.failure?.history.length).toBeGreaterThan(0);
  });
});

describe("the number of orders", () => {
  // One survey that is accepted, and one that is rejected.
  const messages = planned([firstSurvey, { ...firstSurvey, participant: 1, defect: "too_fast" }]);

  it.each([
    {
      name: "one survey, one delivery",
      messages: messages.slice(0, 1),
      deliveries: [["m1"]],
      withdrawals: [],
    },
    { name: "two surveys, one delivery each", messages, deliveries: [["m1"], ["m2"]], withdrawals: [] },
    { name: "a batch of two", messages, deliveries: [["m1", "m2"]], withdrawals: [] },
    {
      name: "one survey of somebody who is erased",
      messages: messages.slice(0, 1),
      deliveries: [["m1"]],
      withdrawals: [{ userId: "0001", mode: "erase", at: sentTimestamp(10), deliveriesAfter: [] }],
    },
  ] satisfies Scenario[])("is what going through them one by one counts: $name", async (scenario) => {
    const automata = createAutomata(systemCode);
    const ordersFrom = async (state: GlobalState): Promise<bigint> => {
      const next = transitions(state, scenario, automata);
      let orders = next.length === 0 ? 1n : 0n;
      for (const { to } of next) orders += await ordersFrom(await to());
      return orders;
    };
    const counted = await ordersFrom(await initialState(scenario, automata));
    const { interleavings, failure } = await explore(systemCode, scenario);
    expect(failure).toBeUndefined();
    expect(interleavings).toBe(counted);
    expect(counted).toBeGreaterThan(1n);
  });
});
