import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { getFaults, headFaults, listFaults, putFaults } from "../faults/s3-faults.ts";
import type { World } from "../schedule/world.ts";
import {
  getAnswer,
  headAnswer,
  parseGet,
  parseObjectName,
  parsePut,
  putObject,
  readObject,
} from "../world/object-store.ts";
import { type ObjectName, readVersion } from "../world/object-versions.ts";
import { s3Errors } from "../world/service-errors.ts";
import type { StoredObject } from "../world/storage.ts";
import { UnsupportedRequestError } from "../world/unsupported-request-error.ts";
import { parseListing, parseObjectDeletions } from "../world/version-requests.ts";
import { deletionRequest } from "./deletion-service.ts";
import type { Send, SendOptions } from "./sdk-client.ts";
import type { PossibleFault, ServiceRequest } from "./service-request.ts";

const MAX_ATTEMPTS = 3;

/** An S3 client of one process; it knows exactly the commands that the processor and the eraser send. */
export function simulatedS3(send: Send, world: World): S3Client {
  const sendCommand = async (command: unknown, { abortSignal }: SendOptions = {}) => {
    const make = s3Request(command, world);
    return await send(make, make("").label, MAX_ATTEMPTS, abortSignal);
  };
  return Object.assign(Object.create(S3Client.prototype), { send: sendCommand });
}

/** @returns makes the request, given what names this sending of it among all. */
function s3Request(command: unknown, world: World): (sendName: string) => ServiceRequest {
  try {
    if (command instanceof PutObjectCommand) {
      const put = putRequest(command, world);
      return () => put;
    }
    if (command instanceof HeadObjectCommand) {
      const name = parseObjectName(command.input);
      const head = readRequest("HeadObject", name, undefined, headFaults, world, headAnswer);
      return () => head;
    }
    if (command instanceof GetObjectCommand) {
      const { name, versionId } = parseGet(command.input);
      const get = readRequest("GetObject", name, versionId, getFaults, world, getAnswer);
      return () => get;
    }
    if (command instanceof ListObjectVersionsCommand) {
      const { label, answer } = parseListing(command.input);
      const takeEffect = () => ({ ok: answer(world.storage) });
      return () => ({ service: "s3", label, faults: listFaults, takeEffect });
    }
    if (command instanceof DeleteObjectsCommand) {
      const deletions = parseObjectDeletions(command.input);
      return (sendName) => deletionRequest(deletions, sendName, world);
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
  versionId: string | undefined,
  faults: readonly PossibleFault[],
  { storage }: World,
  show: (object: StoredObject) => unknown,
): ServiceRequest {
  return {
    service: "s3",
    label: `${operation} ${name.bucket}/${name.key}${versionId === undefined ? "" : ` ${versionId}`}`,
    faults,
    takeEffect() {
      const object =
        versionId === undefined ? readObject(storage, name) : readVersion(storage, name, versionId);
      return object === undefined ? { error: s3Errors.notFound } : { ok: show(object) };
    },
  };
}
