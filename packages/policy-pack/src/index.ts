import { PolicyPack } from "@pulumi/policy";
import { rules } from "./rules.ts";

new PolicyPack("survey-pipeline", {
  description: "What no stack of the survey pipeline may be without.",
  enforcementLevel: "mandatory",
  policies: rules,
});
