import { describe, expect, it } from "vitest";
import { pageName, studyNames } from "../src/study/storage-names.ts";

const QUEUE = "https://sqs.eu-central-1.amazonaws.com/123456789012/surveys";

describe("what a page calls its things on a device", () => {
  it("is different for every page, study and purpose, also for folders in folders", () => {
    const folders = ["/", "/stress/", "/stress/two/", "/sleep/"];
    const queues = [QUEUE, `${QUEUE}-2`, "http://127.0.0.1:4566/000000000000/surveys"];
    const names = folders.flatMap((folder) => [
      pageName(folder),
      ...queues.flatMap((queueUrl) => Object.values(studyNames(folder, queueUrl))),
    ]);
    expect(new Set(names).size).toBe(folders.length * (1 + queues.length * 3));
  });

  it("is the same however the queue's address is written", () => {
    expect(studyNames("/", QUEUE.replace("sqs", "SQS"))).toEqual(studyNames("/", QUEUE));
  });
});
