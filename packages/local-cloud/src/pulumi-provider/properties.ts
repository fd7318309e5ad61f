import * as pulumi from "@pulumi/pulumi";
import structs, { type Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import * as z from "zod";
import type { Inputs } from "../provisioner/local-provider.ts";

const record = z.record(z.string(), z.unknown());

/** A message's properties as they were sent: files are described, values not known yet are marked. For comparing. */
export function asSent(properties: Struct | undefined): Inputs {
  return record.parse(properties?.toJavaScript() ?? {});
}

/** A message's properties as a program gives them: files are Pulumi's assets and archives. */
export function asGiven(properties: Struct | undefined): Inputs {
  return record.parse(pulumi.runtime.deserializeProperties(properties ?? new structs.Struct()));
}

/** Properties as they are sent, without those that are not there. */
export async function toSend(properties: Inputs): Promise<Struct> {
  const sent = record.parse(await pulumi.runtime.serializeProperties("a resource", { ...properties }));
  return unchanged(sent);
}

/** Properties that came from `asSent`, sent back. */
export function unchanged(properties: Inputs): Struct {
  // A Struct holds what JSON can hold. Undefined values are left out.
  return structs.Struct.fromJavaScript(JSON.parse(JSON.stringify(properties)));
}
