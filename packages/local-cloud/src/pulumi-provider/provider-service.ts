import type { handleUnaryCall, UntypedServiceImplementation } from "@grpc/grpc-js";
import { status } from "@grpc/grpc-js";
import aws from "@pulumi/aws/package.json" with { type: "json" };
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import provider from "@pulumi/pulumi/proto/provider_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import type { Inputs, LocalProvider } from "../provisioner/local-provider.ts";
import { ownBundle } from "./own-bundles.ts";
import { asGiven, asSent, toSend, unchanged } from "./properties.ts";

const FUNCTION_TYPE = "aws:lambda/function:Function";

export interface ProviderServiceOptions {
  /**
   * The stacks that may be deployed here. Any other is refused, because this machine's resources would
   * replace AWS's in its state.
   */
  readonly stacks: readonly string[];
  /** The folders of the bundles that functions may run. */
  readonly bundles: readonly string[];
  /** Called before every answer. @throws For a caller who gets none; `peer` is its address and port. */
  readonly admit: (peer: string) => Promise<void>;
}

/**
 * What Pulumi's engine asks a provider, answered by the local cloud's: the part of its protocol that a program of plain
 * resources needs.
 *
 * @see https://www.pulumi.com/docs/iac/using-pulumi/extending-pulumi/build-a-provider/
 */
export function providerService(
  cloud: LocalProvider,
  { stacks, bundles, admit }: ProviderServiceOptions,
): UntypedServiceImplementation {
  const unary = unaryFor(admit);
  /** The given inputs, with a function's code replaced by the code that is built here. */
  const toMake = async (type: string, given: Inputs, sent: Inputs): Promise<Inputs> =>
    type === FUNCTION_TYPE ? { ...given, code: await ownBundle(sent.code, bundles) } : given;
  /** The outputs, with a function's code as the engine knows it. */
  const toTell = (type: string, state: Inputs, given: Inputs): Promise<Struct> =>
    toSend(type === FUNCTION_TYPE ? { ...state, code: given.code } : state);
  const identify = (urn: string): Resource => {
    const resource = parseUrn(urn);
    if (stacks.includes(resource.stack)) return resource;
    throw new Error(
      `this local cloud takes the stack ${stacks.join(", ")}, not ${resource.stack}. To deploy to AWS, unset PULUMI_DEBUG_PROVIDERS`,
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
      const given = asGiven(request.getProperties());
      const inputs = await toMake(type, given, asSent(request.getProperties()));
      const { id, state } = await cloud.create(type, name, inputs);
      return new provider.CreateResponse().setId(id).setProperties(await toTell(type, state, given));
    }),
    read: unary(async (request: InstanceType<typeof provider.ReadRequest>) => {
      const { type } = identify(request.getUrn());
      const found = cloud.read(type, request.getId());
      // Without an id it says that there is no such resource any more.
      if (found === undefined) return new provider.ReadResponse();
      return new provider.ReadResponse()
        .setId(found.id)
        .setProperties(await toTell(type, found.state, asGiven(request.getProperties())))
        .setInputs(request.getInputs());
    }),
    update: unary(async (request: InstanceType<typeof provider.UpdateRequest>) => {
      const { type, name } = identify(request.getUrn());
      if (request.getPreview()) {
        const expected = { ...asSent(request.getOlds()), ...asSent(request.getNews()) };
        return new provider.UpdateResponse().setProperties(unchanged(expected));
      }
      const given = asGiven(request.getNews());
      const inputs = await toMake(type, given, asSent(request.getNews()));
      const state = await cloud.update(type, name, request.getId(), inputs);
      return new provider.UpdateResponse().setProperties(await toTell(type, state, given));
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

function unaryFor(admit: ProviderServiceOptions["admit"]) {
  return <Request, Response>(
    answer: (request: Request) => Promise<Response>,
  ): handleUnaryCall<Request, Response> =>
    (call, callback) => {
      admit(call.getPeer())
        .then(() => answer(call.request))
        .then(
          (response) => callback(null, response),
          (error) =>
            callback({
              code: status.UNKNOWN,
              details: error instanceof Error ? error.message : String(error),
            }),
        );
    };
}
