import * as z from "zod";

/** A command of the AWS SDK, as far as its middleware is concerned. */
interface Command {
  readonly middlewareStack: {
    add(
      middleware: <Args, Result extends { readonly response: unknown }>(
        next: (args: Args) => Promise<Result>,
      ) => (args: Args) => Promise<Result>,
      options: { readonly step: "deserialize"; readonly name: string; readonly override: true },
    ): void;
  };
}

/** Thrown when a service's reply does not say when it was given. */
export class ReplyWithoutTimeError extends Error {
  override readonly name = "ReplyWithoutTimeError";
  readonly code = "REPLY_WITHOUT_TIME";

  constructor() {
    super("The service's reply does not say when it was given. So nobody knows what time it is there.");
  }
}

const reply = z.object({ headers: z.record(z.string(), z.string()) });

/** What a reply tells beside its content. Ask it after the command was sent. */
export interface Reply {
  /** A header, by its name in lower case. */
  header(name: string): string | undefined;
  /**
   * When the service gave the reply, by its own clock, in milliseconds since 1970. The clock is told in whole seconds.
   *
   * @throws ReplyWithoutTimeError
   */
  time(): number;
}

/**
 * Listens to the reply of a command that is not yet sent.
 *
 * @example
 * const command = new GetCommand({ TableName, Key });
 * const reply = replyOf(command);
 * await dynamodb.send(command);
 * new Date(reply.time());
 */
export function replyOf(command: Command): Reply {
  let headers: Readonly<Record<string, string>> = {};
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      headers = reply.parse(result.response).headers;
      return result;
    },
    // The document client has the same middleware twice, its own and that of the client below it.
    { step: "deserialize", name: "replyOf", override: true },
  );
  return {
    header: (name) => headers[name],
    time() {
      const time = Date.parse(headers.date ?? "");
      if (Number.isNaN(time)) throw new ReplyWithoutTimeError();
      return time;
    },
  };
}
