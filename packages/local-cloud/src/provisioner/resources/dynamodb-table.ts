import {
  CreateTableCommand,
  DeleteTableCommand,
  UpdateTableCommand,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import { arn, named, physicalName, type ResourceHandler } from "../resource-handler.ts";

const notSupported = { error: "secondary indexes are not supported" };

const inputs = z.object({
  name: z.string().optional(),
  attributes: z.array(z.object({ name: z.string(), type: z.enum(["S", "N", "B"]) })).min(1),
  hashKey: z.string(),
  rangeKey: z.string().optional(),
  billingMode: z.literal("PAY_PER_REQUEST", { error: "only PAY_PER_REQUEST is supported" }),
  deletionProtectionEnabled: z.boolean().default(false),
  // The engine has no backups; said here so that the state shows it.
  pointInTimeRecovery: z.looseObject({ enabled: z.boolean() }).optional(),
  globalSecondaryIndexes: z.undefined(notSupported).optional(),
  localSecondaryIndexes: z.undefined(notSupported).optional(),
});

/** aws:dynamodb/table:Table: a table of the DynamoDB engine. */
export const dynamodbTable: ResourceHandler = {
  nameInput: named.nameInput,
  replacedOn: [...named.replacedOn, "attributes", "hashKey", "rangeKey"],
  create: async (logicalName, given, { dynamodb, region }) => {
    const table = inputs.parse(given);
    const name = physicalName(logicalName, table.name);
    await dynamodb.send(
      new CreateTableCommand({
        TableName: name,
        AttributeDefinitions: table.attributes.map((attribute) => ({
          AttributeName: attribute.name,
          AttributeType: attribute.type,
        })),
        KeySchema: [
          { AttributeName: table.hashKey, KeyType: "HASH" },
          ...(table.rangeKey === undefined
            ? []
            : [{ AttributeName: table.rangeKey, KeyType: "RANGE" } as const]),
        ],
        BillingMode: table.billingMode,
        DeletionProtectionEnabled: table.deletionProtectionEnabled,
      }),
    );
    await waitUntilTableExists({ client: dynamodb, maxWaitTime: 10, minDelay: 1 }, { TableName: name });
    return { id: name, state: { ...table, name, arn: arn("dynamodb", region, `table/${name}`) } };
  },
  update: async (name, given, { dynamodb }, state) => {
    const table = inputs.parse(given);
    const DeletionProtectionEnabled = table.deletionProtectionEnabled;
    await dynamodb.send(new UpdateTableCommand({ TableName: name, DeletionProtectionEnabled }));
    return { ...state, ...table };
  },
  delete: async (name, state, { dynamodb }) => {
    if (state.deletionProtectionEnabled === true) {
      await dynamodb.send(new UpdateTableCommand({ TableName: name, DeletionProtectionEnabled: false }));
    }
    await dynamodb.send(new DeleteTableCommand({ TableName: name }));
  },
};
