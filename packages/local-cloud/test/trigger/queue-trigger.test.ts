import { afterEach, describe, expect, it } from "vitest";
import { type QueueCloud, startQueueCloud } from "../fixtures/queue-cloud.ts";

let cloud: QueueCloud;
afterEach(() => cloud.close());

describe("the trigger", () => {
  it("deletes what succeeded and keeps what the function reports, until its visibility timeout is over", async () => {
    cloud = await startQueueCloud({ visibilityTimeoutSeconds: 20 });
    const deleted = cloud.deleted(3);
    const kept = cloud.next("messagesKept");
    const [, failing] = await cloud.send("fine", "fail", "fine", "fine");
    expect(await kept).toMatchObject({ messageIds: [failing], reason: "reported as failed" });
    expect(await deleted).not.toContain(failing);
    expect(await cloud.counts()).toEqual([0, 1]);
  });

  it("delivers a kept message again after the visibility timeout", async () => {
    cloud = await startQueueCloud({ visibilityTimeoutSeconds: 1, timeoutSeconds: 1 });
    const first = cloud.next("messagesKept");
    await cloud.send("fail");
    await first;
    const again = await cloud.next("messagesKept");
    expect(again.messageIds).toEqual((await first).messageIds);
  });

  it.each([
    ["throws", "throw", "RangeError", "THROWN"],
    ["exits", "exit", "Runtime.ExitError", "EXIT"],
    ["crashes", "crash", "Runtime.ExitError", "EXIT"],
    [
      "names an unknown message",
      'respond {"batchItemFailures":[{"itemIdentifier":"x"}]}',
      undefined,
      undefined,
    ],
  ])(
    "keeps the whole batch when the function %s, and the next batch is processed",
    async (_, body, errorType, code) => {
      cloud = await startQueueCloud();
      const kept = cloud.next("messagesKept");
      const failure = errorType === undefined ? undefined : cloud.next("invocationFailed");
      const ids = await cloud.send("fine", body, "fine");
      expect([...(await kept).messageIds].sort()).toEqual([...ids].sort());
      if (failure !== undefined) expect((await failure).error).toMatchObject({ errorType, code });

      const deleted = cloud.deleted(1);
      const [next] = await cloud.send("fine");
      expect(await deleted).toEqual([next]);
    },
  );

  it("ends a function that takes too long, even one that never yields", async () => {
    cloud = await startQueueCloud({ timeoutSeconds: 1 });
    const failure = cloud.next("invocationFailed");
    const kept = cloud.next("messagesKept");
    const ids = await cloud.send("hang");
    expect((await failure).error).toMatchObject({
      code: "TIMEOUT",
      message: "Task timed out after 1.00 seconds",
    });
    expect((await kept).messageIds).toEqual(ids);
  });

  it("keeps the batch of a worker that is killed in the midst of it, and goes on with another", async () => {
    cloud = await startQueueCloud();
    const started = cloud.next("invocationStarted");
    const kept = cloud.next("messagesKept");
    const ids = await cloud.send("wait 20000");
    const { requestId } = await started;
    expect(await cloud.worker.killWorker()).toBe(requestId);
    expect((await kept).messageIds).toEqual(ids);
    expect(await cloud.worker.killWorker()).toBeUndefined();

    const deleted = cloud.deleted(1);
    await cloud.send("fine");
    await deleted;
  });

  it("takes any return for success when single failures are not to be reported", async () => {
    cloud = await startQueueCloud({ reportBatchItemFailures: false });
    const deleted = cloud.deleted(1);
    const ids = await cloud.send("fail");
    expect(await deleted).toEqual(ids);
  });

  it("works with as many invocations as there are workers, and no more", async () => {
    cloud = await startQueueCloud({ batchSize: 1 }, { maxWorkers: 3 });
    let running = 0;
    let most = 0;
    cloud.events.on("invocationStarted", () => {
      running += 1;
      most = Math.max(most, running);
    });
    cloud.events.on("invocationFinished", () => {
      running -= 1;
    });
    const deleted = cloud.deleted(20);
    await cloud.send(...Array.from({ length: 10 }, () => "wait 50"));
    await cloud.send(...Array.from({ length: 10 }, () => "wait 50"));
    expect(new Set(await deleted).size).toBe(20);
    expect(most).toBe(3);
  });

  it("waits for its window to fill a batch", async () => {
    cloud = await startQueueCloud({ batchSize: 2, batchingWindowSeconds: 10 });
    const received = cloud.next("messagesReceived");
    const first = await cloud.send("fine");
    const second = await cloud.send("fine");
    expect((await received).messageIds).toEqual([...first, ...second]);
  });

  it("goes on by another declaration, once the batch in flight is done by the old one", async () => {
    cloud = await startQueueCloud({ batchSize: 1 });
    const started = cloud.next("invocationStarted");
    await cloud.send("wait 300");
    await started;
    const { trigger } = cloud;
    let done = 0;
    cloud.events.on("messagesDeleted", ({ messageIds }) => {
      done += messageIds.length;
    });
    await trigger.reconfigure({ ...trigger.declaration, batchSize: 2, batchingWindowSeconds: 10 });
    expect(done).toBe(1);
    const received = cloud.next("messagesReceived");
    const ids = [...(await cloud.send("fine")), ...(await cloud.send("fine"))];
    expect((await received).messageIds).toEqual(ids);

    await trigger.stop();
    await trigger.reconfigure({ ...trigger.declaration, batchSize: 1 });
    expect(trigger.running).toBe(false);
  });

  it("leaves messages alone while it is stopped, and takes them once it is started again", async () => {
    cloud = await startQueueCloud();
    await cloud.trigger.stop();
    await cloud.send("fine", "fine");
    expect(cloud.trigger.running).toBe(false);
    expect(await cloud.counts()).toEqual([2, 0]);
    const deleted = cloud.deleted(2);
    cloud.trigger.start();
    await deleted;
    expect(await cloud.counts()).toEqual([0, 0]);
  });

  it("finishes what is in flight before it is closed", async () => {
    cloud = await startQueueCloud();
    const started = cloud.next("invocationStarted");
    const deleted = cloud.deleted(1);
    await cloud.send("wait 300");
    await started;
    await cloud.close();
    expect(await deleted).toHaveLength(1);
  });
});
