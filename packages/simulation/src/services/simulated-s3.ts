import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { FaultKind } from "../faults/fault-kinds.ts";
import { logUniform } from "../schedule/chance.ts";
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
import { s3Errors, wireErrors } from "../world/service-errors.ts";
import type { StoredObject } from "../world/storage.ts";
import { UnsupportedRequestError } from "../world/unsupported-request-error.ts";
import type { Disturbance } from "./disturbance.ts";
import type { Send, SendOptions } from "./sdk-client.ts";
import type { ServiceRequest } from "./service-request.ts";

const readFaults = [
  "s3: internal error (500)",
  "s3: slow down (503)",
  "s3: request lost",
  "s3: reply lost",
  "s3: object not found for a moment",
] as const satisfies readonly FaultKind[];
const headFaults = [...readFaults, "s3: metadata missing"] as const satisfies readonly FaultKind[];
const putFaults = [
  "s3: other request under way (409)",
  "s3: internal error (500)",
  "s3: internal error after the put took effect",
  "s3: slow down (503)",
  "s3: request lost",
  "s3: reply lost",
  "s3: put took effect late",
] as const satisfies readonly FaultKind[];

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
      return readRequest("GetObject", name, readFaults, world, getAnswer);
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
    disturbance,
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
  faults: readonly FaultKind[],
  { storage }: World,
  show: (object: StoredObject) => unknown,
): ServiceRequest {
  return {
    service: "s3",
    label: `${operation} ${name.bucket}/${name.key}`,
    faults,
    disturbance,
    takeEffect() {
      const object = readObject(storage, name);
      return object === undefined ? { error: s3Errors.notFound } : { ok: show(object) };
    },
  };
}

function disturbance(kind: FaultKind, fraction: (name: string) => number): Disturbance {
  switch (kind) {
    case "s3: other request under way (409)":
      return { insteadOfEffect: { error: s3Errors.conditionalRequestConflict } };
    case "s3: internal error (500)":
      return { insteadOfEffect: { error: s3Errors.internalError } };
    case "s3: internal error after the put took effect":
      return { insteadOfReply: { error: s3Errors.internalError } };
    case "s3: slow down (503)":
      return { insteadOfEffect: { error: s3Errors.slowDown } };
    case "s3: request lost":
      return { insteadOfEffect: { error: wireErrors.connectionReset } };
    case "s3: reply lost":
      return { insteadOfReply: { error: wireErrors.connectionReset } };
    case "s3: put took effect late":
      return { arrivesLate: logUniform(1_000, 1_200_000, fraction("late by")) };
    case "s3: object not found for a moment":
      return { insteadOfEffect: { error: s3Errors.notFound } };
    case "s3: metadata missing":
      return { insteadOfReply: { ok: { Metadata: {} } } };
    default:
      throw new UnsupportedRequestError("this fault of S3", kind);
  }
}
