import { surveyText } from "@lab/testing/survey";
import { describe, expect, it } from "vitest";
import { OutOfTimeError, type Stores, systemClock } from "../../src/index.ts";
import { memoryStores } from "../memory-stores.ts";
import { runBatch } from "./run-batch.ts";

/** Stores that cannot be reached. */
function away(): Stores {
  const { stores } = memoryStores();
  const down = () => Promise.reject(new Error("away"));
  return {
    ...stores,
    surveysBucket: { ...stores.surveysBucket, putIfAbsent: down },
    rejectedBucket: { putIfAbsent: down },
  };
}

describe("a batch of which something fails", () => {
  it("reports only the message whose store failed", async () => {
    const { stores } = memoryStores();
    const { putIfAbsent } = stores.surveysBucket;
    const surveysBucket = {
      ...stores.surveysBucket,
      putIfAbsent: async (...[survey, signal]: Parameters<typeof putIfAbsent>) => {
        if (survey.key.startsWith("p1")) throw new Error("S3 is away");
        return await putIfAbsent(survey, signal);
      },
    };
    const bodies = ["p0", "p1", "p2"].map((user_id) => surveyText({ user_id }));
    const { failed, verdicts, errors } = await runBatch(bodies, { ...stores, surveysBucket });
    expect(failed).toEqual(["m1"]);
    expect(verdicts).toEqual(["accepted", undefined, "accepted"]);
    expect(errors.get("m1")).toMatchObject({ message: "S3 is away" });
  });

  it("ends when its time is used up, even if a request hangs, and reports what is left as failed", async () => {
    const { stores } = memoryStores();
    const tables: Stores["tables"] = {
      ...stores.tables,
      record: (recording, signal) =>
        recording.submission.user_id === "hangs"
          ? new Promise(() => {})
          : stores.tables.record(recording, signal),
    };
    const bodies = [
      surveyText({ user_id: "hangs" }),
      surveyText({ user_id: "hangs", timestamp: "092921120000" }),
      surveyText({ user_id: "fine" }),
    ];
    const { failed, verdicts, errors } = await runBatch(
      bodies,
      { ...stores, tables },
      { clock: systemClock, timeLeft: 50 },
    );
    expect(failed).toEqual(["m0", "m1"]);
    expect(verdicts).toEqual([undefined, undefined, "accepted"]);
    expect(errors.get("m0")).toBeInstanceOf(OutOfTimeError);
    expect(errors.get("m1")).toBeInstanceOf(OutOfTimeError);
  });

  it("acknowledges nothing by mistake when everything fails", async () => {
    const { failed, visibility } = await runBatch(
      [surveyText(), "poison", surveyText({ user_id: "b" })],
      away(),
    );
    expect(failed).toEqual(["m0", "m1", "m2"]);
    expect(visibility.map(({ receiptHandle }) => receiptHandle)).toEqual(
      ["m0", "m1", "m2"].map((id) => `handle of ${id}`),
    );
  });

  it.each([
    [1, 1],
    [5, 16],
    [10, 450],
    [200, 450],
  ])(
    "puts off a message that failed: after receive %d, by half of the bound, %d s",
    async (receives, seconds) => {
      const { visibility } = await runBatch([surveyText()], away(), {}, receives);
      expect(visibility).toEqual([{ receiptHandle: "handle of m0", visibilityTimeout: seconds }]);
    },
  );

  it("asks nothing of the queue when nothing failed", async () => {
    const { visibility } = await runBatch([surveyText(), "poison"], memoryStores().stores);
    expect(visibility).toEqual([]);
  });

  it("reports the same failures when the queue will not put them off, or does not answer", async () => {
    const refusing = { changeVisibility: () => Promise.reject(new Error("stale handle")) };
    const refused = await runBatch([surveyText()], away(), { queue: refusing });
    expect(refused.failed).toEqual(["m0"]);
    expect(refused.unchanged).toMatchObject([{ message: "stale handle" }]);
    const silent = { changeVisibility: () => new Promise<void>(() => undefined) };
    expect((await runBatch([surveyText()], away(), { queue: silent })).failed).toEqual(["m0"]);
  });
});
