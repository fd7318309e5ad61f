import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { LocalFunction } from "../../trigger/local-function.ts";
import { mustExist } from "../record-only.ts";
import { arn, physicalName, type ResourceHandler } from "../resource-handler.ts";
import { unpackCode } from "../unpack-code.ts";

const inputs = z.object({
  name: z.string().optional(),
  runtime: z.string().regex(/^nodejs\d+\.x$/, { error: "only Node.js functions are supported" }),
  handler: z.string(),
  role: z.string(),
  code: z.unknown(),
  timeout: z.number().int().min(1).max(900).default(3),
  memorySize: z.number().int().min(128).max(10_240).default(128),
  environment: z.object({ variables: z.record(z.string(), z.string()).default({}) }).optional(),
  loggingConfig: z
    .looseObject({ logFormat: z.enum(["JSON", "Text"]), logGroup: z.string().optional() })
    .optional(),
  layers: z.array(z.string()).max(0, { error: "layers are not supported" }).optional(),
});

/** Lambda sets these itself and refuses a function that wants to. */
const reserved =
  /^(_HANDLER|_X_AMZN_TRACE_ID|LAMBDA_.*|AWS_(DEFAULT_)?REGION|AWS_EXECUTION_ENV|AWS_LAMBDA_.*|AWS_ACCESS_KEY(_ID)?|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN)$/;

/** aws:lambda/function:Function: its code is unpacked and runs in worker threads. */
export const lambdaFunction: ResourceHandler = {
  create: async (logicalName, given, context) => {
    const { code, ...parsed } = inputs.parse(given);
    const variables = parsed.environment?.variables ?? {};
    const forbidden = Object.keys(variables).filter((name) => reserved.test(name));
    if (forbidden.length > 0)
      throw new Error(`Lambda reserves the environment variables ${forbidden.join(", ")}`);
    mustExist(context, "aws:iam/role:Role", "arn", parsed.role);

    const name = physicalName(logicalName, parsed.name);
    const functionArn = arn("lambda", context.region, `function:${name}`);
    const codeDirectory = await mkdtemp(join(context.codeDirectory, `${name}-`));
    await unpackCode(code, codeDirectory);
    const declaration = {
      name,
      arn: functionArn,
      region: context.region,
      runtime: parsed.runtime,
      handler: parsed.handler,
      codeDirectory,
      timeoutSeconds: parsed.timeout,
      memorySizeMb: parsed.memorySize,
      variables,
      logGroupName: parsed.loggingConfig?.logGroup ?? `/aws/lambda/${name}`,
      logFormat: parsed.loggingConfig?.logFormat ?? "Text",
    };
    context.functions.set(functionArn, new LocalFunction(declaration, context));
    return { id: name, state: { ...parsed, name, arn: functionArn, version: "$LATEST", codeDirectory } };
  },
  delete: async (_id, state, { functions }) => {
    const functionArn = String(state.arn);
    await functions.get(functionArn)?.close();
    functions.delete(functionArn);
  },
};
