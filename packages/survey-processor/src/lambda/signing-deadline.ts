import type { S3Client } from "@aws-sdk/client-s3";
import { OutOfTimeError } from "../errors/processor-errors.ts";

/**
 * Lets a client sign requests only until a time, by the wall clock.
 *
 * S3 takes a signed request for 15 minutes. Whoever erases a participant waits that long after the last moment at which a function could
 * have signed one. A function that was frozen may go on much later, before any of its timers has noticed. So each try of a request
 * looks at the clock before it is signed.
 *
 * @returns sets the deadline, in milliseconds since 1970. A function handles one event at a time, so each sets its own.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html (15 minutes)
 */
export function signingDeadline(s3: S3Client, now: () => number): (deadline: number) => void {
  let deadline = Number.POSITIVE_INFINITY;
  const refuseTooLate =
    <Args, Result>(next: (args: Args) => Promise<Result>) =>
    async (args: Args): Promise<Result> => {
      if (now() >= deadline) throw new OutOfTimeError();
      return await next(args);
    };
  s3.middlewareStack.addRelativeTo(refuseTooLate, {
    name: "signingDeadline",
    relation: "before",
    toMiddleware: "httpSigningMiddleware",
  });
  return (until) => {
    deadline = until;
  };
}
