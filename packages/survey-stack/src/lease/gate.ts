import { AsyncLocalStorage } from "node:async_hooks";

/**
 * What each change passes that a piece of work makes. Work that was interrupted may go on for a while, since requests that run side by
 * side do not end together. So a gate belongs to everything that the work begins, not to a time or to a client.
 */
export class Gate {
  static readonly #ofThisWork = new AsyncLocalStorage<Gate>();
  readonly #ask: () => Promise<void>;
  readonly #underWay = new Set<Promise<unknown>>();
  #closed: Error | undefined;

  /** @param ask - Throws when a change may not be made now. */
  constructor(ask: () => Promise<void>) {
    this.#ask = ask;
  }

  /** The gate of the work that asks; undefined when it has none. */
  static get current(): Gate | undefined {
    return Gate.#ofThisWork.getStore();
  }

  /** Does work each of whose changes has to pass, also those that come when the work has ended. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    return await Gate.#ofThisWork.run(this, work);
  }

  /** Makes a change, or throws why it may not be made. */
  async pass<T>(change: () => Promise<T>): Promise<T> {
    this.#throwIfClosed();
    await this.#ask();
    this.#throwIfClosed();
    const done = change();
    this.#underWay.add(done);
    try {
      return await done;
    } finally {
      this.#underWay.delete(done);
    }
  }

  /** Lets no change pass any more, and waits for those that are under way. */
  async close(why: Error): Promise<void> {
    this.#closed = why;
    await Promise.allSettled(this.#underWay);
  }

  #throwIfClosed(): void {
    if (this.#closed !== undefined) throw this.#closed;
  }
}

/** Requests that change nothing. Every other one may. */
const READS = /^(Get|Head|List|Query|Scan|BatchGet)/;

/** What is used of a client. */
interface Client {
  readonly middlewareStack: {
    add(
      middleware: <Input, Output>(
        next: (args: Input) => Promise<Output>,
        context: { readonly commandName?: string },
      ) => (args: Input) => Promise<Output>,
      options: { readonly step: "finalizeRequest"; readonly priority: "low"; readonly name: string },
    ): void;
  };
}

/**
 * From now on, a client's requests that may change something pass the gate of the work that makes them, if it has one. Each attempt
 * does, since a request that is tried again may be sent minutes later.
 */
export function gateChanges(client: Client): void {
  client.middlewareStack.add(
    (next, { commandName = "" }) =>
      async (args) => {
        const gate = READS.test(commandName) ? undefined : Gate.current;
        return await (gate === undefined ? next(args) : gate.pass(() => next(args)));
      },
    { step: "finalizeRequest", priority: "low", name: "gateChanges" },
  );
}
