import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import { findStudy } from "../src/study/find-study.ts";
import { createKnownStudies } from "../src/study/known-studies.ts";

const sleep = { queueUrl: "https://sqs.eu-central-1.amazonaws.com/123456789012/sleep" };
const stress = { queueUrl: "https://sqs.eu-central-1.amazonaws.com/123456789012/stress" };
const away = () => Promise.reject(new TypeError("Failed to fetch"));
const PATIENCE = 60_000;

let pages = 0;
let folder = "";
beforeEach(() => {
  pages += 1;
  folder = `/page-${pages}/`;
});

describe("the study that a page is of", () => {
  it("is what its web server says, and without a network what it said last", async () => {
    const known = createKnownStudies(folder);
    expect(await findStudy(async () => sleep, known, PATIENCE)).toMatchObject({ config: sleep, earlier: [] });
    expect(await findStudy(away, known, PATIENCE)).toMatchObject({ config: sleep, earlier: [] });
    const changed = { ...sleep, region: "eu-central-1" };
    expect(await findStudy(async () => changed, known, PATIENCE)).toMatchObject({
      config: changed,
      earlier: [],
    });
    expect(await findStudy(away, known, PATIENCE)).toMatchObject({ config: changed, earlier: [] });
  });

  it("is not known on a first visit without a network, and is asked for again", async () => {
    const known = createKnownStudies(folder);
    await expect(findStudy(away, known, PATIENCE)).rejects.toThrow("Failed to fetch");
    expect(await findStudy(async () => sleep, known, PATIENCE)).toMatchObject({ config: sleep });
  });

  it("is followed by another one, and the one before is not forgotten: its surveys may wait", async () => {
    const known = createKnownStudies(folder);
    await findStudy(async () => sleep, known, PATIENCE);
    const found = await findStudy(async () => stress, known, PATIENCE);
    expect(found).toMatchObject({ config: stress, earlier: [sleep] });
    expect(await findStudy(away, known, PATIENCE)).toMatchObject({ config: stress, earlier: [sleep] });
    expect(await findStudy(async () => sleep, known, PATIENCE)).toMatchObject({
      config: sleep,
      earlier: [stress],
    });
  });

  it("is the remembered one while the web server does not answer; its answer is for the next visit", async () => {
    const known = createKnownStudies(folder);
    await findStudy(async () => sleep, known, PATIENCE);
    const { promise, resolve } = Promise.withResolvers<typeof stress>();
    const found = await findStudy(() => promise, known, 0);
    expect(found).toMatchObject({ config: sleep, earlier: [] });
    resolve(stress);
    await found.settled;
    expect(await findStudy(away, known, PATIENCE)).toMatchObject({ config: stress, earlier: [sleep] });
  });

  it("is another page's own affair", async () => {
    await findStudy(async () => sleep, createKnownStudies(folder), PATIENCE);
    await expect(findStudy(away, createKnownStudies(`${folder}nested/`), PATIENCE)).rejects.toThrow();
  });
});
