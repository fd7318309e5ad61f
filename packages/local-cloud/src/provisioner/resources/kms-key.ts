import { randomUUID } from "node:crypto";
import * as z from "zod";
import { policyText } from "../policy-document.ts";
import { recordOnly } from "../record-only.ts";
import { arn, type ResourceHandler } from "../resource-handler.ts";

const inputs = z.object({
  description: z.string().max(8_192).optional(),
  policy: policyText.optional(),
  enableKeyRotation: z.boolean().default(false),
  deletionWindowInDays: z.number().int().min(7).max(30).default(30),
});

/** aws:kms/key:Key. Nothing is encrypted here; the key exists to be referred to. */
export const kmsKey: ResourceHandler = {
  ...recordOnly((_name, given, { region }) => {
    const keyId = randomUUID();
    return { id: keyId, state: { ...inputs.parse(given), keyId, arn: arn("kms", region, `key/${keyId}`) } };
  }),
  update: async (keyId, given, { region }) => ({
    ...inputs.parse(given),
    keyId,
    arn: arn("kms", region, `key/${keyId}`),
  }),
};
