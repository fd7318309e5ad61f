import type { handleUnaryCall, UntypedServiceImplementation } from "@grpc/grpc-js";
import { status } from "@grpc/grpc-js";
import aws from "@pulumi/aws/package.json" with { type: "json" };
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import provider from "@pulumi/pulumi/proto/provider_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import type { LocalProvider } from "../provisioner/local-provider.ts";
import { asGiven, asSent, toSend, unchanged } from "./properties.ts";

/**
 * What Pulumi's engine asks a provider, answered by the local cloud's: the part of its protocol that a program of plain
 * resources needs.
 *
 * @param stacks - Those that may be deployed here. Any other is refused: in its state, this machine's resources would take
 *   the place of AWS's.
 * @see https://www.pulumi.com/docs/iac/using-pulumi/extending-pulumi/build-a-provider/
 */
export function providerService(
  cloud: LocalProvider,
  stacks: readonly string[],
): UntypedServiceImplementation {
  const identify = (urn: string): Resource => {
    const resource = parseUrn(urn);
    if (stacks.includes(resource.stack)) return resource;
    throw new Error(
      `this local cloud takes the stack ${stacks.join(", ")}, not ${resource.stack}: to deploy to AWS, unset PULUMI_DEBUG_PROVIDERS`,
    );
  };
  return {
    // The engine says where it can be reached; the local cloud has nothing to tell it.
    attach: unary(async () => new empty.Empty()),
    cancel: unary(async () => new empty.Empty()),
    // It takes what the program's SDK declares, so it is of that version.
    getPluginInfo: unary(async () => new plugin.PluginInfo().setVersion(aws.version)),
    // Region, credentials and the like: the local cloud has one of each.
    checkConfig: unary(async (request: InstanceType<typeof provider.CheckRequest>) =>
      new provider.CheckResponse().setInputs(request.getNews()),
    ),
    diffConfig: unary(async () => new provider.DiffResponse()),
    configure: unary(async () => new provider.ConfigureResponse().setSupportspreview(true)),

    check: unary(async (request: InstanceType<typeof provider.CheckRequest>) => {
      const { type, name } = identify(request.getUrn());
      const before = request.hasOlds() ? asSent(request.getOlds()) : undefined;
      const inputs = cloud.check(type, name, asSent(request.getNews()), before);
      return new provider.CheckResponse().setInputs(unchanged(inputs));
    }),
    diff: unary(async (request: InstanceType<typeof provider.DiffRequest>) => {
      const { type, name } = identify(request.getUrn());
      const { changed, replaced, samePlace } = cloud.diff(
        type,
        name,
        asSent(request.getOldInputs()),
        asSent(request.getNews()),
      );
      const { DIFF_NONE, DIFF_SOME } = provider.DiffResponse.DiffChanges;
      return new provider.DiffResponse()
        .setChanges(changed.length === 0 ? DIFF_NONE : DIFF_SOME)
        .setDiffsList([...changed])
        .setReplacesList([...replaced])
        .setDeletebeforereplace(replaced.length > 0 && samePlace);
    }),
    create: unary(async (request: InstanceType<typeof provider.CreateRequest>) => {
      const { type, name } = identify(request.getUrn());
      if (request.getPreview()) return new provider.CreateResponse().setProperties(request.getProperties());
      const { id, state } = await cloud.create(type, name, asGiven(request.getProperties()));
      return new provider.CreateResponse().setId(id).setProperties(await toSend(state));
    }),
    read: unary(async (request: InstanceType<typeof provider.ReadRequest>) => {
      const { type } = identify(request.getUrn());
      const found = cloud.read(type, request.getId());
      // Without an id it says that there is no such resource any more.
      if (found === undefined) return new provider.ReadResponse();
      return new provider.ReadResponse()
        .setId(found.id)
        .setProperties(await toSend(found.state))
        .setInputs(request.getInputs());
    }),
    update: unary(async (request: InstanceType<typeof provider.UpdateRequest>) => {
      const { type, name } = identify(request.getUrn());
      if (request.getPreview()) {
        const expected = { ...asSent(request.getOlds()), ...asSent(request.getNews()) };
        return new provider.UpdateResponse().setProperties(unchanged(expected));
      }
      const state = await cloud.update(type, name, request.getId(), asGiven(request.getNews()));
      return new provider.UpdateResponse().setProperties(await toSend(state));
    }),
    delete: unary(async (request: InstanceType<typeof provider.DeleteRequest>) => {
      await cloud.delete(identify(request.getUrn()).type, request.getId());
      return new empty.Empty();
    }),
  };
}

interface Resource {
  readonly stack: string;
  readonly type: string;
  /** The logical name. */
  readonly name: string;
}

/** From `urn:pulumi:{stack}::{project}::{parents' types$}{type}::{name}`. */
function parseUrn(urn: string): Resource {
  const [start = "", , qualifiedType = "", ...name] = urn.split("::");
  return {
    stack: start.slice("urn:pulumi:".length),
    type: qualifiedType.split("$").at(-1) ?? "",
    name: name.join("::"),
  };
}

function unary<Request, Response>(
  answer: (request: Request) => Promise<Response>,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    answer(call.request).then(
      (response) => callback(null, response),
      (error) =>
        callback({ code: status.UNKNOWN, details: error instanceof Error ? error.message : String(error) }),
    );
  };
}
