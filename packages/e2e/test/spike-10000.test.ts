import { expect, it } from "vitest";
import { labSurvey } from "./lab-survey.ts";

it("balances for 10,000 surveys in one burst, 5 % of them sent twice, with two workers killed", async () => {
  const { code, stdout } = await labSurvey(["spike", "--kill", "2", "--seed", "10000", "--json"]);
  const { receipt, faults } = JSON.parse(stdout);
  expect(receipt).toMatchObject({
    balanced: true,
    sent: 10_500,
    accepted: 10_000,
    duplicates: 500,
    objects: 10_000,
    ledgerItems: 10_000,
    sumOfCounts: 10_000,
  });
  expect(faults.kills).toHaveLength(2);
  expect(code).toBe(0);
}, 400_000);
