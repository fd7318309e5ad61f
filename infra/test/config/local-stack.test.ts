import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { requireLocalCloud } from "../../src/config/local-stack.ts";
import { stacks } from "../deploy-under-mocks.ts";

const read = async (file: string) =>
  parse(await readFile(fileURLToPath(new URL(`../../../${file}`, import.meta.url)), "utf8"));

describe("the stack local", () => {
  it.each([{}, { PULUMI_DEBUG_PROVIDERS: "" }, { PULUMI_DEBUG_PROVIDERS: "random:4000" }])(
    "is not deployed to AWS: %j",
    (variables) => {
      expect(() => requireLocalCloud("local", true, variables)).toThrow(
        expect.objectContaining({ name: "NoLocalCloudError", code: "NO_LOCAL_CLOUD" }),
      );
    },
  );

  it("is deployed to a local cloud, and may be run without an engine", () => {
    requireLocalCloud("local", true, { PULUMI_DEBUG_PROVIDERS: "aws:4000" });
    requireLocalCloud("local", true, { PULUMI_DEBUG_PROVIDERS: "random:4000,aws:4001" });
    requireLocalCloud("local", false, {});
  });

  it.each(stacks)("is no other: %s needs no local cloud", (stack) => {
    requireLocalCloud(stack, true, {});
  });
});

describe("a stack without a file", () => {
  it("is refused by Pulumi: whether its data is protected has no default, and every stack's file says it", async () => {
    const { config } = await read("Pulumi.yaml");
    expect(config.protectData).toEqual({ type: "boolean", description: expect.any(String) });
    for (const stack of [...stacks, "local"]) {
      expect((await read(`Pulumi.${stack}.yaml`)).config).toHaveProperty(["survey-pipeline:protectData"]);
    }
  });
});
