import { Server, ServerCredentials } from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import type { LocalProvider } from "../provisioner/local-provider.ts";
import { callingUser, tellsCallingUser } from "./calling-user.ts";
import { type ProviderServiceOptions, providerService } from "./provider-service.ts";

export interface ServeProviderOptions extends Pick<ProviderServiceOptions, "stacks" | "bundles"> {
  /** The user whose processes are answered, where the system tells; this process's if left out. */
  readonly uid?: number | undefined;
  /** On 127.0.0.1; a free one if left out. */
  readonly port?: number;
}

export interface ServedProvider {
  /** On 127.0.0.1. */
  readonly port: number;
  close(): Promise<void>;
}

/** How long an operation that is under way may take to finish when all is to stop. */
const GRACE_MILLISECONDS = 10_000;

/** Functions' code comes as a description of files, but policies and dashboards come whole. */
const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

/**
 * Offers the local cloud to Pulumi's engine as its AWS provider, which `PULUMI_DEBUG_PROVIDERS=aws:<port>` tells it to use.
 *
 * The engine connects to a port of 127.0.0.1 in the clear, and cannot prove who it is. Neither its attachment
 * nor its configuration has room for a secret from the environment. So the operating system is asked whose
 * process is at the other end, and only the user who started this local cloud is answered. That works on
 * Linux. Elsewhere every user of the machine is answered.
 */
export async function serveProvider(
  cloud: LocalProvider,
  { port = 0, uid = process.getuid?.(), ...options }: ServeProviderOptions,
): Promise<ServedProvider> {
  const server = new Server({ "grpc.max_receive_message_length": MAX_MESSAGE_BYTES });
  const admit = async (peer: string): Promise<void> => {
    if (!tellsCallingUser) return;
    const caller = await callingUser(peer, bound);
    if (caller !== undefined && caller === uid) return;
    throw new Error(
      `this local cloud answers only the user who started it, whose id is ${uid}. ${caller === undefined ? "Linux does not tell who is calling" : `The caller's id is ${caller}`}, so nothing was done. Run Pulumi as the same user, on the same machine`,
    );
  };
  server.addService(services.ResourceProviderService, providerService(cloud, { ...options, admit }));
  const bound = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${port}`, ServerCredentials.createInsecure(), (error, actual) =>
      error === null ? resolve(actual) : reject(error),
    );
  });
  return {
    port: bound,
    close: () =>
      new Promise((resolve) => {
        const force = setTimeout(() => server.forceShutdown(), GRACE_MILLISECONDS);
        server.tryShutdown(() => {
          clearTimeout(force);
          resolve();
        });
      }),
  };
}
