import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getFaults, headFaults, putFaults } from "../faults/s3-faults.ts";
import type { World } from "../schedule/world.ts";
import {
  getAnswer,
  headAnswer,
  type ObjectName,
  parseObjectName,
  parsePut,
  putObject,
  readObject,
} from "../world/object-store.ts";
import { s3Errors } from "../world/service-errors.ts";
import type { StoredObject } from "../world/storage.ts";
import { UnsupportedRequestError } from "../world/unsupported-request-error.ts";
import type { Send, SendOptions } from "./sdk-client.ts";
import type { PossibleFault, ServiceRequest } from "./service-request.ts";

const MAX_ATTEMPTS = 3;

/** An S3 client of one process; it knows exactly the commands that the processor sends. */
export function simulatedS3(send: Send, world: World): S3Client {
  const sendCommand = async (command: unknown, { abortSignal }: SendOptions = {}) => {
    const request = s3Request(command, world);
    return await send(() => request, request.label, MAX_ATTEMPTS, abortSignal);
  };
  return Object.assign(Object.create(S3Client.prototype), { send: sendCommand });
}

function s3Request(command: unknown, world: World): ServiceRequest {
  try {
    if (command instanceof PutObjectCommand) return putRequest(command, world);
    if (command instanceof HeadObjectCommand) {
      const name = parseObjectName(command.input);
      return readRequest("HeadObject", name, headFaults, world, headAnswer);
    }
    if (command instanceof GetObjectCommand) {
      const name = parseObjectName(command.input);
      return readRequest("GetObject", name, getFaults, world, getAnswer);
    }
    throw new UnsupportedRequestError("the S3 command", command);
  } catch (error) {
    world.giveUp(error);
    throw error;
  }
}

function putRequest(command: PutObjectCommand, { storage, decisions, changed }: World): ServiceRequest {
  const put = parsePut(command.input);
  return {
    service: "s3",
    label: `PutObject ${put.bucket}/${put.key}`,
    faults: putFaults,
    takeEffect() {
      if (putObject(storage, put) === "stored") {
        changed();
        return { ok: { ETag: put.object.etag } };
      }
      decisions.reached("s3: key taken (412)");
      return { error: s3Errors.preconditionFailed };
    },
  };
}

function readRequest(
  operation: string,
  name: ObjectName,
  faults: readonly PossibleFault[],
  { storage }: World,
  show: (object: StoredObject) => unknown,
): ServiceRequest {
  return {
    service: "s3",
    label: `${operation} ${name.bucket}/${name.key}`,
    faults,
    takeEffect() {
      const object = readObject(storage, name);
      return object === undefined ? { error: s3Errors.notFound } : { ok: show(object) };
    },
  };
}
