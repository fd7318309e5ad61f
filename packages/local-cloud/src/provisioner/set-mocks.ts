import * as pulumi from "@pulumi/pulumi";

type Done = (error: null, response: object) => void;

/**
 * Pulumi's `setMocks`, for programs that bind resource hooks as well. Pulumi's mocks say that they support
 * hooks, and lack the call that registers one. No hook is ever called under mocks, since nothing is ever
 * updated there.
 */
export async function setMocks(...args: Parameters<typeof pulumi.runtime.setMocks>): Promise<void> {
  await pulumi.runtime.setMocks(...args);
  const registerResourceHook = (_request: unknown, done: Done) => done(null, {});
  Object.assign(pulumi.runtime.getMonitor() ?? {}, { registerResourceHook });
}
