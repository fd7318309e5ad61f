import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type CommandContext, type CommandResult, runCommand, UsageError } from "../src/run-command.ts";

const written = { out: [] as string[], error: [] as string[] };
beforeEach(() => {
  vi.spyOn(console, "log").mockImplementation((text) => void written.out.push(text));
  vi.spyOn(console, "error").mockImplementation((text) => void written.error.push(text));
});
afterEach(() => {
  vi.restoreAllMocks();
  written.out = [];
  written.error = [];
});

const run = (command: (context: CommandContext) => Promise<CommandResult>, json = false) =>
  runCommand({ json }, command);

describe("a command", () => {
  it("ends with 0 when all is well, and with 1 when something does not agree", async () => {
    expect(await run(async () => ({ ok: true, document: {} }))).toBe(0);
    expect(await run(async () => ({ ok: false, document: {} }))).toBe(1);
  });

  it("writes its texts to standard output, or with --json to standard error, beside one document", async () => {
    const command = async ({ print }: CommandContext) => {
      print("a text");
      return { ok: true, document: { found: 1 } };
    };
    await run(command);
    expect(written).toEqual({ out: ["a text"], error: [] });
    written.out = [];
    await run(command, true);
    expect(written.error).toEqual(["a text"]);
    expect(written.out.map((text) => JSON.parse(text))).toEqual([{ found: 1 }]);
  });

  it("ends with 2 when it was given wrongly, and with 3 when it fails, and says why in a sentence", async () => {
    expect(await run(() => Promise.reject(new UsageError("Give it a seed.")))).toBe(2);
    expect(await run(() => Promise.reject(new Error("The stack is away.")))).toBe(3);
    expect(written.error.join("\n")).toContain("Give it a seed.");
    expect(written.error.join("\n")).toContain("The stack is away.");
    expect(written.error.join("\n")).not.toContain("    at ");
  });

  it("names a service's error, whose message alone says little", async () => {
    const refused = Object.assign(new Error("denied"), { name: "AccessDenied", $metadata: {} });
    await run(() => Promise.reject(refused));
    expect(written.error.join()).toContain("AccessDenied: denied");
  });

  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "cleans up and ends with 130 after %s",
    async (signal) => {
      let cleanedUp = false;
      const listeners = process.listenerCount(signal);
      const code = await run(async (context) => {
        process.emit(signal);
        cleanedUp = context.signal.aborted;
        throw context.signal.reason;
      });
      expect([code, cleanedUp]).toEqual([130, true]);
      expect(written.error).toEqual(["Interrupted."]);
      expect(process.listenerCount(signal)).toBe(listeners);
    },
  );

  it("says what went wrong while it cleaned up", async () => {
    const code = await run(async () => {
      process.emit("SIGINT");
      throw new Error("The trigger is still off.");
    });
    expect(code).toBe(130);
    expect(written.error.join("\n")).toMatch(/The trigger is still off\..*Interrupted\./s);
  });
});
