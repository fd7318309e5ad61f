import { PolicyPack } from "@pulumi/policy";
import { rules } from "./rules.ts";

new PolicyPack("survey-pipeline", {
  description: "What every stack of the survey pipeline must have.",
  enforcementLevel: "mandatory",
  policies: rules,
});
