import * as z from "zod";

/** Which request an error came from. */
export interface FailedRequest {
  /** As AWS calls it, such as `DynamoDB`. */
  readonly service: string;
  /** As the API reference calls it, such as `PutItem`. */
  readonly operation: string;
}

/** The errors of the SDK do not say it themselves. */
const requests = new WeakMap<Error, FailedRequest>();

/** Errors that say why a request was not made, not what became of it. */
const notOfRequests = ["AbortError", "LeaseLostError"];

/** Writes down which request an error came from, for {@link explainFailure}. */
export function fromRequest(error: unknown, request: FailedRequest): unknown {
  if (error instanceof Error && !notOfRequests.includes(error.name)) requests.set(error, request);
  return error;
}

/** What is used of a client. */
interface Client {
  readonly middlewareStack: {
    add(
      middleware: <Input, Output>(
        next: (args: Input) => Promise<Output>,
        context: { readonly commandName?: string },
      ) => (args: Input) => Promise<Output>,
      options: { readonly step: "initialize"; readonly priority: "high"; readonly name: string },
    ): void;
  };
}

/** From now on, an error that a request of a client ends with says which request it was. */
export function nameRequests(client: Client, service: string): void {
  client.middlewareStack.add(
    (next, { commandName = "" }) =>
      async (args) => {
        try {
          return await next(args);
        } catch (error) {
          throw fromRequest(error, { service, operation: commandName.replace(/Command$/, "") });
        }
      },
    { step: "initialize", priority: "high", name: "nameRequests" },
  );
}

/** The request that an error came from; undefined when it came from none. */
export function requestOf(error: unknown): FailedRequest | undefined {
  return error instanceof Error ? requests.get(error) : undefined;
}

const tried = z.object({ $metadata: z.object({ attempts: z.int().min(2) }) });

/**
 * What went wrong, in a clause: of a request, which one, of which service, and how often it was tried. It quotes no answer: a
 * reply that is no JSON is not shown.
 *
 * @example "S3's GetObject failed, tried 3 times: TimeoutError: socket hang up"
 */
export function explainFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const request = requests.get(error);
  if (request === undefined) return error.message || error.name;
  const { data } = tried.safeParse(error);
  const times = data === undefined ? "" : `, tried ${data.$metadata.attempts} times`;
  return `${request.service}'s ${request.operation} failed${times}: ${describe(error)}`;
}

function describe(error: Error): string {
  if (error.name === "SyntaxError") return "the reply cannot be read";
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  // The SDK adds lines of advice for programmers.
  const [said = ""] = (error.message || code).split("\n");
  return error.name === "Error" ? said : [error.name, said].filter(Boolean).join(": ");
}
