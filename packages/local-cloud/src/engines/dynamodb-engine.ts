import { type ChildProcess, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import { dynoxideBinary } from "./dynoxide-binary.ts";
import { type Engine, never } from "./engine.ts";
import { EngineError } from "./engine-error.ts";
import { openGate } from "./loopback-gate.ts";
import { tieToThisProcess } from "./tie-to-this-process.ts";

export interface DynamodbEngine extends Engine {
  /** The id of the child process, when there is one. */
  readonly pid?: number | undefined;
  /**
   * Makes the engine stop answering, without closing a connection, until the result is disposed of. It is a
   * fault for tests.
   *
   * @throws {EngineError} for an engine that is not ours.
   */
  freeze(): Disposable;
}

export interface DynamodbEngineOptions {
  /** The port on 127.0.0.1; without it a free one is taken. */
  readonly port?: number;
  /** The endpoint of an engine that runs already, for example DynamoDB Local. Then nothing is started. */
  readonly existing?: string | undefined;
}

/**
 * Starts DynamoDB in a child process, in memory, reachable from this machine only, and by no web page. The child ends with
 * this process, however this process ends.
 *
 * @throws {EngineError} when the engine cannot be started; its last words are in the message.
 */
export async function startDynamodb(options: DynamodbEngineOptions = {}): Promise<DynamodbEngine> {
  if (options.existing) {
    return {
      endpoint: options.existing,
      ours: false,
      crashed: never(),
      close: async () => {},
      freeze: () => {
        throw new EngineError("Only a DynamoDB engine that was started here can be frozen.");
      },
    };
  }
  const binary = dynoxideBinary();
  const host = unguessableHost();
  // Between finding a free port and using it, another program may take it.
  const engine = await launchOnFreePort(binary, host, 5);
  try {
    const gate = await openGate({ host, port: engine.port }, options.port ?? 0);
    engine.crashed.catch(() => gate.close());
    const { pid, crashed, freeze } = engine;
    const close = async (): Promise<void> => {
      await gate.close();
      await engine.close();
    };
    return { endpoint: gate.endpoint, ours: true, pid, crashed, freeze, close };
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/**
 * An address of this machine that no page can find out. The engine answers pages of any origin and has no
 * option against it, so it listens at an address that only the gate knows. All of 127.0.0.0/8 is this machine
 * on Linux and Windows; a Mac has only 127.0.0.1.
 */
function unguessableHost(): string {
  if (process.platform === "darwin") return "127.0.0.1";
  return `127.${[randomInt(1, 255), randomInt(1, 255), randomInt(1, 255)].join(".")}`;
}

async function launchOnFreePort(binary: string, host: string, attempts: number): Promise<Launched> {
  try {
    return await launch(binary, host, await findFreePort(host));
  } catch (error) {
    if (attempts === 1) throw error;
    return launchOnFreePort(binary, host, attempts - 1);
  }
}

/** The engine itself, without its gate. */
interface Launched extends Omit<DynamodbEngine, "endpoint" | "ours"> {
  readonly port: number;
}

async function launch(binary: string, host: string, port: number): Promise<Launched> {
  const args = ["serve", "--host", host, "--port", String(port)];
  // It has a process group of its own, so that Ctrl-C in a terminal does not end it before the work in flight
  // has ended.
  const child = spawn(binary, args, { stdio: ["ignore", "pipe", "pipe"], detached: true });
  const untie = tieToThisProcess(child);
  const output = collectOutput(child);
  let stopping = false;

  const exited = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
  });
  const crashed = exited.then((how) => {
    untie();
    if (stopping) return never();
    throw new EngineError(`The DynamoDB engine stopped by itself (${how}). ${output.lastWords()}`);
  });
  crashed.catch(() => {});

  await Promise.race([output.announced, crashed]);
  return {
    port,
    pid: child.pid,
    crashed,
    freeze: () => {
      child.kill("SIGSTOP");
      return { [Symbol.dispose]: () => void child.kill("SIGCONT") };
    },
    close: async () => {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      // A frozen process hears SIGTERM only when it goes on.
      child.kill("SIGCONT");
      child.kill("SIGTERM");
      const force = setTimeout(() => child.kill("SIGKILL"), 2_000);
      await exited;
      clearTimeout(force);
    },
  };
}

function collectOutput(child: ChildProcess): { announced: Promise<void>; lastWords: () => string } {
  let text = "";
  const announced = new Promise<void>((resolve) => {
    const read = (chunk: Buffer): void => {
      text = (text + chunk.toString("utf8")).slice(-2_000);
      if (text.includes("listening on")) resolve();
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
  });
  return { announced, lastWords: () => text.trim() };
}

async function findFreePort(host: string): Promise<number> {
  const probe = createServer().listen(0, host);
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new EngineError(`No free port on ${host}.`);
  return address.port;
}
