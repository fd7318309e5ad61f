import * as z from "zod";
import { resourceRule } from "../resource-rule.ts";

export const tableRules = [
  resourceRule({
    name: "table-with-point-in-time-recovery",
    description: "Let tables be restored to any second of the last weeks.",
    types: ["aws:dynamodb/table:Table"],
    inputs: z.object({ pointInTimeRecovery: z.object({ enabled: z.literal(true) }) }),
  }),
];
