import * as processor from "@lab/survey-processor";
import { describe, expect, it } from "vitest";
import { explore, initialState } from "../src/exhaustive/explore.ts";
import type { GlobalState } from "../src/exhaustive/global-state.ts";
import { createHandlerAutomaton } from "../src/exhaustive/handler-automaton.ts";
import { allScenarios, type Scenario } from "../src/exhaustive/scenarios.ts";
import { transitions } from "../src/exhaustive/transitions.ts";
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
  ])("finds the defect %s", async (mutant, scenario) => {
    const { scenarios, ok } = await runExhaustive({ mutant, scenario });
    expect(ok).toBe(false);
    expect(scenarios[0]?.failure?.history.length).toBeGreaterThan(0);
  });
});

describe("the number of orders", () => {
  // One survey that is accepted, and one that is rejected.
  const messages = allScenarios.at(-1)?.messages ?? [];

  it.each([
    { name: "one survey, one delivery", messages: messages.slice(0, 1), deliveries: [["m1"]] },
    { name: "two surveys, one delivery each", messages, deliveries: [["m1"], ["m2"]] },
    { name: "a batch of two", messages, deliveries: [["m1", "m2"]] },
  ] satisfies Scenario[])("is what going through them one by one counts: $name", async (scenario) => {
    const automaton = createHandlerAutomaton(processor);
    const ordersFrom = async (state: GlobalState): Promise<bigint> => {
      const next = transitions(state, automaton);
      let orders = next.length === 0 ? 1n : 0n;
      for (const { to } of next) orders += await ordersFrom(await to());
      return orders;
    };
    const counted = await ordersFrom(await initialState(scenario, automaton.start));
    const { interleavings, failure } = await explore(processor, scenario);
    expect(failure).toBeUndefined();
    expect(interleavings).toBe(counted);
    expect(counted).toBeGreaterThan(1n);
  });
});
