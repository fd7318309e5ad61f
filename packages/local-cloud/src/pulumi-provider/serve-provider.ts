import { Server, ServerCredentials } from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import type { LocalProvider } from "../provisioner/local-provider.ts";
import { providerService } from "./provider-service.ts";

export interface ServeProviderOptions {
  /** Those that may be deployed here. */
  readonly stacks: readonly string[];
  /** On 127.0.0.1; a free one if left out. */
  readonly port?: number;
}

export interface ServedProvider {
  /** On 127.0.0.1. */
  readonly port: number;
  close(): Promise<void>;
}

/** How long an operation that is under way may take to finish when all is to stop. */
const graceMilliseconds = 10_000;

/** Functions' code comes as a description of files, but policies and dashboards come whole. */
const maxMessageBytes = 64 * 1024 * 1024;

/**
 * Offers the local cloud to Pulumi's engine as its AWS provider, which `PULUMI_DEBUG_PROVIDERS=aws:<port>` tells it to use.
 */
export async function serveProvider(
  cloud: LocalProvider,
  { stacks, port = 0 }: ServeProviderOptions,
): Promise<ServedProvider> {
  const server = new Server({ "grpc.max_receive_message_length": maxMessageBytes });
  server.addService(services.ResourceProviderService, providerService(cloud, stacks));
  const bound = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${port}`, ServerCredentials.createInsecure(), (error, actual) =>
      error === null ? resolve(actual) : reject(error),
    );
  });
  return {
    port: bound,
    close: () =>
      new Promise((resolve) => {
        const force = setTimeout(() => server.forceShutdown(), graceMilliseconds);
        server.tryShutdown(() => {
          clearTimeout(force);
          resolve();
        });
      }),
  };
}
