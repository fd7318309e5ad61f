import { parseConfig } from "../../src/config/config.ts";
import { ConfigError } from "../../src/config/config-error.ts";

/** A value for every key, with which a stack can be deployed. */
export const valid = {
  study: "sleep-2026",
  protectData: "true",
  batchSize: "10",
  maximumConcurrency: "100",
  functionTimeoutSeconds: "30",
  memorySizeMb: "512",
  maxReceiveCount: "200",
  queueRetentionDays: "13",
  logRetentionDays: "30",
  auditLockDays: "0",
  senders: "trusted-app",
  senderRoleNames: "",
  vendingPrincipalArn: "",
  alarmEmail: "",
  oldestSurveyMinutes: "30",
  rejectedSharePercent: "50",
};
/** The one key that is not the project's. */
export const region = { "aws:region": "eu-central-1" };

/** Parses the valid values with these changes, and without these keys. */
export function parse(changes: Readonly<Record<string, string>>, without: readonly string[] = []) {
  const values = Object.entries({ ...valid, ...changes }).filter(([key]) => !without.includes(key));
  const ours = Object.fromEntries(values.map(([key, value]) => [`lab:${key}`, value]));
  return parseConfig("lab", { ...region, ...ours });
}

/** What is wrong with a configuration, one problem each. */
export function problemsOf(run: () => unknown): readonly string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof ConfigError) {
      return error.problems;
    }
    throw error;
  }
  return [];
}
