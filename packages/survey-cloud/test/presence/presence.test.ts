import { once } from "node:events";
import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import { findRunningCloud, startPresence } from "../../src/presence/presence.ts";

describe("a local cloud's presence", () => {
  it("is there while the process runs: which one, and since when", async () => {
    const presence = await startPresence(() => new Date("2026-03-01T09:00:00Z"));
    expect(await findRunningCloud(presence.url)).toEqual({
      pid: process.pid,
      since: "2026-03-01T09:00:00.000Z",
    });
    await presence.close();
    await presence.close();
    expect(await findRunningCloud(presence.url)).toBeUndefined();
  });

  it("is not taken for that of another local cloud, or of another program, which has the port now", async () => {
    const presence = await startPresence();
    const other = new URL(presence.url);
    other.pathname = "/00000000-0000-4000-8000-000000000000";
    expect(await findRunningCloud(other.href)).toBeUndefined();
    await presence.close();

    const program = createServer((_request, response) => response.end("hello"));
    program.listen(Number(other.port), "127.0.0.1");
    await once(program, "listening");
    expect(await findRunningCloud(presence.url)).toBeUndefined();
    program.close();
    program.closeAllConnections();
  });
});
