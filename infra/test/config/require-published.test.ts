import { study } from "@lab/study";
import { emptyLock, publicationProblems, readLock, writeLock } from "@lab/study/lock";
import { testFolder } from "@lab/testing";
import { describe, expect, it } from "vitest";
import { requirePublished } from "../../src/config/require-published.ts";
import { UnpublishedStudyError } from "../../src/config/unpublished-study-error.ts";
import { deployUnderMocks } from "../deploy-under-mocks.ts";

/** A folder with a lock that says something else of the study than the committed one. */
async function folderWith(change: Partial<ReturnType<typeof readLock>>): Promise<string> {
  const folder = testFolder();
  await writeLock(folder, { ...readLock(), ...change });
  return folder;
}

const refuses = (folder: string) => () => requirePublished(true, () => publicationProblems(study, folder));

describe("a stack that protects its data", () => {
  it("takes the study as it is published", async () => {
    expect(() => requirePublished(true, () => publicationProblems(study))).not.toThrow();
    await expect(deployUnderMocks("prod")).resolves.toMatchObject({ outputs: { region: "eu-central-1" } });
  });

  it("refuses a study of which nothing is published", () => {
    expect(refuses(testFolder())).toThrow(UnpublishedStudyError);
    expect(refuses(testFolder())).toThrow(/Nothing was deployed:\n {2}- daily@1 is not published: `npm run/);
  });

  it("refuses a version that is not published, and one that is not as it was published", async () => {
    const { published } = readLock();
    const { "momentary@2": _, ...others } = published;
    expect(refuses(await folderWith({ published: others }))).toThrow(/ {2}- momentary@2 is not published/);
    const { "daily@1": daily = undefined } = published;
    if (daily === undefined) throw new Error("daily@1 is published");
    const changed = { ...published, "daily@1": { ...daily, hash: "0".repeat(64) } };
    expect(refuses(await folderWith({ published: changed }))).toThrow(/ {2}- daily@1: its definition in/);
    expect(refuses(await folderWith({ defaultQuestionnaire: "momentary" }))).toThrow(
      /make it momentary again/,
    );
  });
});

describe("a stack that does not", () => {
  it("takes any study, and does not even look", async () => {
    const folder = await folderWith(emptyLock);
    expect(() => requirePublished(false, () => publicationProblems(study, folder))).not.toThrow();
    await expect(deployUnderMocks("dev")).resolves.toMatchObject({ outputs: { region: "eu-central-1" } });
  });
});
