import { expect, it } from "vitest";
import { servePulumi } from "../../src/serve-pulumi.ts";
import { providerClient } from "./provider-client.ts";

it("another user's Pulumi gets no answer on Linux, and is told why", async () => {
  const owner = (process.getuid?.() ?? 0) + 1;
  await using cloud = await servePulumi({ uid: owner });
  const client = providerClient(cloud);
  await expect(client.create("aws:kms/key:Key", "key", {})).rejects.toThrow(
    `answers only the user who started it, whose id is ${owner}. The caller's id is ${owner - 1}, so nothing was done`,
  );
  await expect(client.read("aws:kms/key:Key", "key", "key", {})).rejects.toThrow("answers only the user");
  expect(cloud.provider.resources).toEqual([]);
  client.close();
});
