import { setMocks } from "@lab/local-cloud";
import * as pulumi from "@pulumi/pulumi";
import { expect, it, vi } from "vitest";
import { loadProjectName, loadStackConfig } from "../../src/config/stack-config.ts";
import surveyPipeline from "../../src/index.ts";
import { deployUnderMocks } from "../deploy-under-mocks.ts";

vi.mock(import("@lab/study/lock"), async (original) => ({
  ...(await original()),
  publicationProblems: () => ["daily@2 is not published: publish it"],
}));

it("the program refuses a study that is not published where data are protected, before it declares anything", async () => {
  const declared: string[] = [];
  const mocks: pulumi.runtime.Mocks = {
    newResource: ({ type, name }) => {
      declared.push(`${type} ${name}`);
      return { id: name, state: {} };
    },
    call: () => ({}),
  };
  await setMocks(mocks, await loadProjectName(), "prod");
  pulumi.runtime.setAllConfig(await loadStackConfig("prod"));
  const problems = ["daily@2 is not published: publish it"];
  expect(surveyPipeline).toThrow(
    expect.objectContaining({ name: "UnpublishedStudyError", code: "UNPUBLISHED_STUDY", problems }),
  );
  expect(declared).toEqual([]);
});

it("and takes it where they are not", async () => {
  await expect(deployUnderMocks("dev")).resolves.toMatchObject({ outputs: { region: "eu-central-1" } });
});
