import { randomBytes, randomUUID } from "node:crypto";
import type { CloudEvents } from "./cloud-events.ts";
import type { FunctionDeclaration } from "./function-declaration.ts";
import { functionEnvironment } from "./function-environment.ts";
import { FunctionError } from "./function-error.ts";
import { FunctionInstance } from "./function-instance.ts";
import type { InvocationRequest } from "./worker-protocol.ts";

export interface LocalFunctionOptions {
  /** Endpoints and credentials of the engines, as `AWS_…` variables. */
  readonly connection: Readonly<Record<string, string>>;
  /** Workers at the same time, at most; further invocations wait for a free one. */
  readonly maxWorkers: number;
  readonly events: CloudEvents;
}

interface Invocation {
  readonly instance: FunctionInstance;
  readonly requestId: string;
  readonly onLog: ((line: string) => void) | undefined;
}

/** A Lambda function whose execution environments are worker threads: started when needed, kept warm, replaced when dead. */
export class LocalFunction {
  readonly #options: LocalFunctionOptions;
  readonly #instances = new Set<FunctionInstance>();
  readonly #idle: FunctionInstance[] = [];
  readonly #queued: ((instance: FunctionInstance) => void)[] = [];
  readonly #running = new Set<Invocation>();
  /** Workers with an earlier deployment that are still busy, and whom to tell when they have ended. */
  readonly #retiring = new Map<FunctionInstance, () => void>();
  #declaration: FunctionDeclaration;
  #closed = false;

  constructor(declaration: FunctionDeclaration, options: LocalFunctionOptions) {
    this.#declaration = declaration;
    this.#options = options;
  }

  get declaration(): FunctionDeclaration {
    return this.#declaration;
  }

  get maxWorkers(): number {
    return this.#options.maxWorkers;
  }

  /**
   * Invokes the function and waits for its result, as Lambda's RequestResponse does.
   *
   * @param event - Anything that JSON can hold.
   * @param onLog - Is given every line that the function writes before it answers.
   * @returns The handler's result; `null` for none.
   * @throws {FunctionError} when there is no result; its `code` says why.
   */
  async invoke(event: unknown, onLog?: (line: string) => void): Promise<unknown> {
    const payload = JSON.stringify(event);
    const requestId = randomUUID();
    const { events } = this.#options;
    const about = { functionName: this.declaration.name, requestId };
    const instance = await this.#acquire();
    const invocation = { instance, requestId, onLog };
    this.#running.add(invocation);
    events.emit("invocationStarted", about);
    const started = performance.now();
    try {
      const result: unknown = JSON.parse(await instance.invoke(() => this.#request(payload, requestId)));
      events.emit("invocationFinished", { ...about, durationMs: performance.now() - started });
      return result;
    } catch (cause) {
      const error =
        cause instanceof FunctionError
          ? cause
          : new FunctionError("EXIT", "Runtime.Unknown", String(cause), requestId, { cause });
      events.emit("invocationFailed", { ...about, error });
      throw error;
    } finally {
      this.#running.delete(invocation);
      this.#release(instance);
    }
  }

  /**
   * Kills a worker in the middle of an invocation, like a lost machine. It is a fault for tests.
   *
   * @returns The id of the invocation it had, or undefined when none was under way.
   */
  async killWorker(): Promise<string | undefined> {
    const [busy] = this.#running;
    await busy?.instance.terminate();
    return busy?.requestId;
  }

  /**
   * Takes new code or settings. Invocations under way finish with the old ones, and all others get the new
   * ones.
   *
   * @returns When the last worker with the old ones has ended.
   */
  async redeploy(declaration: FunctionDeclaration): Promise<void> {
    this.#declaration = declaration;
    const idle = this.#idle.splice(0);
    for (const instance of idle) this.#instances.delete(instance);
    const busy = [...this.#instances].map(
      (instance) => new Promise<void>((ended) => this.#retiring.set(instance, ended)),
    );
    await Promise.all([...idle.map((instance) => instance.terminate()), ...busy]);
  }

  /** Ends all workers at once; invocations under way fail. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#instances].map((instance) => instance.terminate()));
  }

  async #acquire(): Promise<FunctionInstance> {
    if (this.#closed) throw new FunctionError("EXIT", "Runtime.ExitError", "The function was shut down.");
    for (let idle = this.#idle.pop(); idle !== undefined; idle = this.#idle.pop()) {
      if (idle.alive) return idle;
      this.#instances.delete(idle);
    }
    if (this.#instances.size < this.#options.maxWorkers) return this.#start();
    return new Promise((resolve) => this.#queued.push(resolve));
  }

  #release(instance: FunctionInstance): void {
    const ended = this.#retiring.get(instance);
    if (ended !== undefined) void instance.terminate().then(ended);
    const usable = instance.alive && ended === undefined;
    this.#retiring.delete(instance);
    if (!usable) this.#instances.delete(instance);
    const next = this.#queued.shift();
    // When all is shut down, whoever still waits finds a dead instance and fails.
    if (next !== undefined) next(usable || this.#closed ? instance : this.#start());
    else if (usable) this.#idle.push(instance);
  }

  #start(): FunctionInstance {
    const { declaration } = this;
    const { connection, events } = this.#options;
    const instance = new FunctionInstance({
      codeDirectory: declaration.codeDirectory,
      handler: declaration.handler,
      memorySizeMb: declaration.memorySizeMb,
      environment: {
        ...functionEnvironment(declaration, connection),
        AWS_LAMBDA_LOG_STREAM_NAME: logStreamName(),
      },
      onLog: (stream, line) => {
        events.emit("log", { functionName: declaration.name, stream, line });
        for (const invocation of this.#running) {
          if (invocation.instance === instance) invocation.onLog?.(line);
        }
      },
    });
    this.#instances.add(instance);
    return instance;
  }

  #request(event: string, awsRequestId: string): InvocationRequest {
    const { name, arn, memorySizeMb, logGroupName, timeoutSeconds } = this.declaration;
    return {
      event,
      deadline: Date.now() + timeoutSeconds * 1_000,
      context: {
        awsRequestId,
        functionName: name,
        functionVersion: "$LATEST",
        invokedFunctionArn: arn,
        memoryLimitInMB: String(memorySizeMb),
        logGroupName,
      },
    };
  }
}

function logStreamName(): string {
  const day = new Date().toISOString().slice(0, 10).replaceAll("-", "/");
  return `${day}/[$LATEST]${randomBytes(16).toString("hex")}`;
}
