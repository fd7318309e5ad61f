import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { Worker } from "node:worker_threads";
import { FunctionError } from "./function-error.ts";
import {
  type InvocationRequest,
  type WorkerReport,
  type WorkerStart,
  workerReport,
} from "./worker-protocol.ts";

export interface InstanceOptions extends WorkerStart {
  /** The whole environment of the worker; nothing is inherited. */
  readonly environment: Readonly<Record<string, string>>;
  readonly memorySizeMb: number;
  readonly onLog: (stream: "stdout" | "stderr", line: string) => void;
}

/** Lambda gives the code ten seconds to load. */
const INIT_MILLISECONDS = 10_000;

interface Waiting {
  readonly requestId: string | undefined;
  readonly resolve: (report: WorkerReport) => void;
  readonly reject: (error: FunctionError) => void;
}

/** One execution environment of a function: a worker thread with its own globals, used for one invocation at a time. */
export class FunctionInstance {
  readonly #worker: Worker;
  readonly #ready: Promise<WorkerReport>;
  readonly #exited: Promise<void>;
  #waiting: Waiting | undefined;
  #crash: Error | undefined;
  #dead = false;

  constructor(options: InstanceOptions) {
    this.#worker = new Worker(new URL("./function-worker.ts", import.meta.url), {
      env: { ...options.environment },
      execArgv: ["--enable-source-maps"],
      resourceLimits: { maxOldGenerationSizeMb: options.memorySizeMb },
      stdout: true,
      stderr: true,
      workerData: { codeDirectory: options.codeDirectory, handler: options.handler },
    });
    forEachLine(this.#worker.stdout, (line) => options.onLog("stdout", line));
    forEachLine(this.#worker.stderr, (line) => options.onLog("stderr", line));
    this.#worker.on("message", (message) => this.#settle(workerReport.parse(message)));
    this.#worker.on("error", (error) => {
      this.#crash = error instanceof Error ? error : new Error(String(error));
    });
    this.#exited = new Promise((resolve) => {
      this.#worker.once("exit", () => {
        this.#dead = true;
        this.#fail(
          "EXIT",
          "Runtime.ExitError",
          `Runtime exited ${this.#crash?.message ?? "in the middle of its work"}`,
        );
        resolve();
      });
    });
    this.#ready = this.#report(undefined, INIT_MILLISECONDS, "Init phase");
    this.#ready.catch(() => {});
  }

  /** False once the worker has ended: it cannot be used again. */
  get alive(): boolean {
    return !this.#dead;
  }

  /**
   * Gives the function an event, as soon as its code is loaded.
   *
   * @param request - Makes the request when the code is loaded, since that is when the function's time
   *   starts.
   * @returns The handler's result as JSON.
   * @throws {FunctionError} of whatever kind; after any but `thrown` the instance is dead.
   */
  async invoke(request: () => InvocationRequest): Promise<string> {
    const started = await this.#ready;
    if (started.type === "init-failed") {
      await this.terminate();
      throw new FunctionError("INIT", started.errorType, started.message, undefined, {
        cause: started.stack,
      });
    }
    if (this.#dead)
      throw new FunctionError("EXIT", "Runtime.ExitError", "The runtime exited before the invocation.");
    const message = request();
    const { awsRequestId } = message.context;
    const answered = this.#report(awsRequestId, message.deadline - Date.now(), "Task");
    this.#worker.postMessage(message);
    const report = await answered;
    if (report.type === "result") return report.result;
    const failure =
      report.type === "failed" ? report : { errorType: "Runtime.Protocol", message: report.type };
    throw new FunctionError("THROWN", failure.errorType, failure.message, awsRequestId, { cause: failure });
  }

  /** Ends the worker at once; an invocation that is under way fails with `exit`. */
  async terminate(): Promise<void> {
    this.#dead = true;
    await this.#worker.terminate();
    await this.#exited;
  }

  #report(requestId: string | undefined, milliseconds: number, what: string): Promise<WorkerReport> {
    const { promise, resolve, reject } = Promise.withResolvers<WorkerReport>();
    const seconds = (milliseconds / 1_000).toFixed(2);
    const timer = setTimeout(() => {
      this.#fail("TIMEOUT", "Sandbox.Timedout", `${what} timed out after ${seconds} seconds`);
      void this.terminate();
    }, milliseconds);
    this.#waiting = { requestId, resolve, reject };
    return promise.finally(() => clearTimeout(timer));
  }

  #settle(report: WorkerReport): void {
    this.#waiting?.resolve(report);
    this.#waiting = undefined;
  }

  #fail(code: "EXIT" | "TIMEOUT", errorType: string, message: string): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.reject(new FunctionError(code, errorType, message, waiting.requestId, { cause: this.#crash }));
  }
}

function forEachLine(stream: Readable, use: (line: string) => void): void {
  createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on("line", use);
}
