import { EventEmitter } from "node:events";
import { readFileSync } from "node:fs";
import surveyPipeline from "@lab/infra";
import { loadProjectName, loadStackConfig } from "@lab/infra/stack-config";
import { createClients, evaluateProgram, type Inputs, LocalProvider } from "@lab/local-cloud";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { REGION } from "./clients.ts";

// Only asked what AWS can change on a living resource.
const NOWHERE = "http://127.0.0.1:9";
const provider = new LocalProvider({
  region: REGION,
  ...createClients({ sqs: NOWHERE, s3: NOWHERE, dynamodb: NOWHERE, lambda: NOWHERE, sts: NOWHERE }, REGION),
  events: new EventEmitter(),
  connection: {},
  codeDirectory: "",
  maxWorkers: 1,
  functions: new Map(),
  triggers: new Map(),
});

interface Declared {
  readonly type: string;
  readonly name: string;
  readonly inputs: Inputs;
}

/** What the program declares for prod, by logical name, as if every resource kept its physical one. */
async function declaredWith(
  config: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, Declared>> {
  const declared = new Map<string, Declared>();
  await evaluateProgram({
    program: surveyPipeline,
    project: await loadProjectName(),
    stack: "prod",
    config: await loadStackConfig("prod", config),
    provider: {
      record: () => ({ id: "", state: {} }),
      create: async (type, name, given) => {
        const inputs = z.record(z.string(), z.unknown()).parse(given);
        declared.set(`${type} ${name}`, { type, name, inputs });
        const arn = `arn:aws:${type.split(/[:/]/)[1]}:${REGION}:000000000000:${name}`;
        const state = {
          ...inputs,
          name,
          arn,
          region: REGION,
          bucket: name,
          url: `http://queues.example/${name}`,
          uniqueId: name,
        };
        return { id: name, state };
      },
    },
  });
  return declared;
}

/** What of each resource that both declare would be changed, and which of them would be replaced for it. */
async function changesOf(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): Promise<{ readonly changed: readonly string[]; readonly replaced: readonly string[] }> {
  const old = await declaredWith(before);
  const diffs = [...(await declaredWith(after))].flatMap(([key, { type, name, inputs }]) => {
    const was = old.get(key);
    return was === undefined ? [] : [{ name, ...provider.diff(type, name, was.inputs, inputs) }];
  });
  return {
    // Code is read anew each time.
    changed: diffs.flatMap(({ name, changed }) => (changed.some((input) => input !== "code") ? [name] : [])),
    replaced: diffs.flatMap(({ name, replaced }) => (replaced.length > 0 ? [name] : [])),
  };
}

const VENDING_PRINCIPAL_ARN = "arn:aws:iam::123456789012:role/vending";
const perParticipant = { senders: "per-participant", vendingPrincipalArn: VENDING_PRINCIPAL_ARN };

describe("a change of prod's configuration", () => {
  it.each([
    ["batchSize", "5"],
    ["maximumConcurrency", "200"],
    ["functionTimeoutSeconds", "60"],
    ["memorySizeMb", "1024"],
    ["maxReceiveCount", "300"],
    ["queueRetentionDays", "12"],
    ["logRetentionDays", "30"],
    ["oldestSurveyMinutes", "60"],
    ["rejectedSharePercent", "20"],
    ["study", "sleep-2026"],
    ["protectData", "false"],
  ])("of %s is an update in place, as docs/handbook.md says", async (key, value) => {
    const handbook = readFileSync(new URL("../../../docs/handbook.md", import.meta.url), "utf8");
    const rows = handbook
      .split("\n")
      .filter((row) => row.includes(`\`${key}\``) && row.includes("| updated in place"));
    expect(rows).toHaveLength(1);
    const { changed, replaced } = await changesOf({}, { [key]: value });
    expect(changed.length).toBeGreaterThan(0);
    expect(replaced).toEqual([]);
  });

  it("of auditLockDays adds the lock and makes it longer in place, and replaces no bucket", async () => {
    const handbook = readFileSync(new URL("../../../docs/handbook.md", import.meta.url), "utf8");
    expect(handbook).toContain("| `auditLockDays`, to more | updated in place.");
    expect(await changesOf({}, { auditLockDays: "30" })).toEqual({ changed: [], replaced: [] });
    expect(await changesOf({ auditLockDays: "30" }, { auditLockDays: "365" })).toEqual({
      changed: ["survey-prod-audit-lock"],
      replaced: [],
    });
  });

  it("of who may send replaces nothing", async () => {
    expect((await changesOf({}, perParticipant)).replaced).toEqual([]);
    const other = { ...perParticipant, vendingPrincipalArn: `${VENDING_PRINCIPAL_ARN}-2` };
    const { changed, replaced } = await changesOf(perParticipant, other);
    expect(changed).toEqual(["survey-prod-sender-role"]);
    expect(replaced).toEqual([]);
  });

  it("of the e-mail address replaces the subscription, and nothing else", async () => {
    const changes = await changesOf({ alarmEmail: "a@lab.example" }, { alarmEmail: "b@lab.example" });
    expect(changes).toEqual({
      changed: ["survey-prod-alarms-email"],
      replaced: ["survey-prod-alarms-email"],
    });
  });
});
