import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import { startDynamodb } from "../../src/engines/dynamodb-engine.ts";
import { dynamodbClient } from "./clients.ts";

const listTables = (endpoint: string) => dynamodbClient(endpoint).send(new ListTablesCommand({}));

describe("the DynamoDB engine", () => {
  it("answers until it is closed", async () => {
    const engine = await startDynamodb();
    await expect(listTables(engine.endpoint)).resolves.toMatchObject({ TableNames: [] });
    await engine.close();
    await engine.close();
    await expect(listTables(engine.endpoint)).rejects.toThrow(/ECONNREFUSED/);
  });

  it("is replaced by one that runs already", async () => {
    const theirs = await startDynamodb();
    const ours = await startDynamodb({ existing: theirs.endpoint });
    expect(ours).toMatchObject({ endpoint: theirs.endpoint, ours: false });
    await ours.close();
    await expect(listTables(theirs.endpoint)).resolves.toBeDefined();
    await theirs.close();
  });

  it("says so when its port is taken", async () => {
    const engine = await startDynamodb();
    const port = Number(new URL(engine.endpoint).port);
    await expect(startDynamodb({ port })).rejects.toMatchObject({
      name: "EngineError",
      code: "engine_failed",
    });
    await engine.close();
  });

  it("ends with the process that started it, even a killed one", async () => {
    const fixture = fileURLToPath(new URL("../fixtures/run-dynamodb.ts", import.meta.url));
    const parent = spawn(process.execPath, [fixture], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = await once(parent.stdout, "data");
    const endpoint = String(line).trim();
    await expect(listTables(endpoint)).resolves.toBeDefined();
    parent.kill("SIGKILL");
    await expect
      .poll(() => listTables(endpoint).catch((error) => String(error)), { timeout: 50_000 })
      .toMatch(/ECONNREFUSED/);
  });

  it("does not answer while it is frozen, and goes on where it was", async () => {
    const engine = await startDynamodb();
    let answered = false;
    const frozen = engine.freeze();
    const request = listTables(engine.endpoint).then(() => {
      answered = true;
    });
    await expect(
      fetch(engine.endpoint, { method: "POST", signal: AbortSignal.timeout(300) }),
    ).rejects.toMatchObject({ name: "TimeoutError" });
    expect(answered).toBe(false);
    frozen[Symbol.dispose]();
    await request;
    engine.freeze();
    await engine.close();
  });

  it("freezes no engine of others", async () => {
    const engine = await startDynamodb({ existing: "http://127.0.0.1:1" });
    expect(() => engine.freeze()).toThrow(/started here/);
  });

  it("reports that it crashed", async () => {
    const engine = await startDynamodb();
    expect(engine.pid).toBeDefined();
    process.kill(engine.pid ?? 0, "SIGKILL");
    await expect(engine.crashed).rejects.toThrow(/stopped by itself \(signal SIGKILL\)/);
    await engine.close();
  });
});
