import { deliveryScenarios } from "./delivery-scenarios.ts";
import type { Scenario } from "./scenario.ts";
import { withdrawalScenarios } from "./withdrawal-scenarios.ts";

export const allScenarios: readonly Scenario[] = [...deliveryScenarios, ...withdrawalScenarios];
