import {
  CreateBucketCommand,
  DeleteObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { startMessagingAndStorage } from "@lab/local-cloud";
import { readObject } from "../../src/contents/read-objects.ts";
import type { Stack } from "../../src/index.ts";
import { aStack } from "../a-stack.ts";

/** A stack of which there is the audit bucket, and nothing else. */
export interface Trail extends AsyncDisposable {
  readonly stack: Stack;
  /** The keys of everything that is in it, in order. */
  keys(): Promise<readonly string[]>;
  /** The document under a key. */
  document(key: string): Promise<unknown>;
  /** Puts an object as no command does. */
  put(key: string, body: string): Promise<void>;
  delete(key: string): Promise<void>;
  /** Lists no more than this many objects with one request. */
  listByPagesOf(count: number): void;
  /** Fails requests of one kind, such as `PutObject`, before they take effect or after it. */
  fail(
    operation: string,
    error: Error,
    options?: { readonly times?: number; readonly after?: boolean },
  ): void;
}

/** Everything that comes out of a generator. */
export async function all<T>(generator: AsyncGenerator<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of generator) found.push(one);
  return found;
}

/** Recognised by the SDK as a failure of the network, which it tries again. */
export function networkError(): Error {
  return Object.assign(new Error("socket hang up"), { name: "TimeoutError" });
}

/** What AWS says to whoever may not do something. */
export function accessDenied(): Error {
  return Object.assign(new Error("you may not"), { name: "AccessDenied" });
}

export async function aTrail(): Promise<Trail> {
  const engine = await startMessagingAndStorage({ region: "eu-central-1" });
  const stack = aStack({ endpoint: engine.endpoint });
  const { s3 } = stack;
  const Bucket = stack.outputs.auditBucketName;
  await s3.send(new CreateBucketCommand({ Bucket }));
  return {
    stack,
    async keys() {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
      return Contents.flatMap(({ Key }) => Key ?? []);
    },
    async document(key) {
      return JSON.parse(await readObject(s3, Bucket, key));
    },
    async put(Key, Body) {
      await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
    },
    async delete(Key) {
      await s3.send(new DeleteObjectCommand({ Bucket, Key }));
    },
    listByPagesOf(count) {
      s3.middlewareStack.add(
        (next, { commandName }) =>
          async (args) => {
            const input = { ...args.input, MaxKeys: count };
            return await next(commandName === "ListObjectsV2Command" ? { ...args, input } : args);
          },
        { step: "initialize" },
      );
    },
    fail(operation, error, { times = Number.POSITIVE_INFINITY, after = false } = {}) {
      let left = times;
      s3.middlewareStack.add(
        (next, { commandName }) =>
          async (args) => {
            if (commandName !== `${operation}Command` || left === 0) return await next(args);
            left -= 1;
            if (after) await next(args);
            throw error;
          },
        { step: "deserialize", priority: "low" },
      );
    },
    async [Symbol.asyncDispose]() {
      stack.close();
      await engine.close();
    },
  };
}
