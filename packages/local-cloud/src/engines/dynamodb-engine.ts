import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { type Engine, never } from "./engine.ts";
import { EngineError } from "./engine-error.ts";
import { tieToThisProcess } from "./tie-to-this-process.ts";

export interface DynamodbEngine extends Engine {
  /** The id of the child process, when there is one. */
  readonly pid?: number | undefined;
  /**
   * Makes the engine stop answering, without closing a connection, until the result is disposed of: a fault for tests.
   *
   * @throws {EngineError} for an engine that is not ours.
   */
  freeze(): Disposable;
}

/** The engine's version, the same on every platform. */
export const dynoxideVersion = "1.2.1";

export interface DynamodbEngineOptions {
  /** The port on 127.0.0.1; without it a free one is taken. */
  readonly port?: number;
  /** The endpoint of an engine that runs already, for example DynamoDB Local: nothing is started then. */
  readonly existing?: string | undefined;
}

/**
 * Starts DynamoDB in a child process, in memory, reachable from this machine only. The child ends with this process,
 * however this process ends.
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
  if (options.port) return launch(options.port);
  // Between finding a free port and using it, another program may take it.
  for (let attempt = 1; ; attempt++) {
    try {
      return await launch(await findFreePort());
    } catch (error) {
      if (attempt === 5) throw error;
    }
  }
}

async function launch(port: number): Promise<DynamodbEngine> {
  const [command, ...prefix] = dynoxideCommand();
  const args = [...prefix, "serve", "--host", "127.0.0.1", "--port", String(port)];
  // A process group of its own: Ctrl-C in a terminal must not end it before the work in flight has ended.
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], detached: true });
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
    endpoint: `http://127.0.0.1:${port}`,
    ours: true,
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

function dynoxideCommand(): [string, ...string[]] {
  if (process.platform !== "linux" || process.arch !== "x64") {
    return ["npx", "-y", `dynoxide@${dynoxideVersion}`];
  }
  const manifest = createRequire(import.meta.url).resolve("@dynoxide/linux-x64/package.json");
  return [join(dirname(manifest), "dynoxide")];
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

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new EngineError("No free port on 127.0.0.1.");
  return address.port;
}
