import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import type { FunctionDeclaration } from "../../trigger/function-declaration.ts";
import { LocalFunction } from "../../trigger/local-function.ts";
import { mustExist } from "../record-only.ts";
import {
  arn,
  named,
  type ProvisionContext,
  physicalName,
  type ResourceHandler,
} from "../resource-handler.ts";
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
const RESERVED =
  /^(_HANDLER|_X_AMZN_TRACE_ID|LAMBDA_.*|AWS_(DEFAULT_)?REGION|AWS_EXECUTION_ENV|AWS_LAMBDA_.*|AWS_ACCESS_KEY(_ID)?|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN)$/;

/** Functions run inside this process, and Node takes these for its own, whoever set them. */
const OF_NODE = /^NODE_/i;

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
const FUNCTION_NAME = /^[a-zA-Z0-9-_]{1,64}$/;

/** aws:lambda/function:Function: its code is unpacked and runs in worker threads. */
export const lambdaFunction: ResourceHandler = {
  ...named,
  create: async (logicalName, given, context) => {
    const { code, ...parsed } = inputs.parse(given);
    const declaration = await deploy(physicalName(logicalName, parsed.name), parsed, code, context);
    context.functions.set(declaration.arn, new LocalFunction(declaration, context));
    return { id: declaration.name, state: stateOf(parsed, declaration) };
  },
  update: async (name, given, context, state) => {
    const { code, ...parsed } = inputs.parse(given);
    const existing = context.functions.get(String(state.arn));
    if (existing === undefined) throw new Error(`there is no function "${name}"`);
    const { codeDirectory } = existing.declaration;
    const declaration = await deploy(name, parsed, code, context);
    await existing.redeploy(declaration);
    await rm(codeDirectory, { recursive: true, force: true });
    return stateOf(parsed, declaration);
  },
  delete: async (_id, state, { functions }) => {
    const functionArn = String(state.arn);
    await functions.get(functionArn)?.close();
    functions.delete(functionArn);
  },
};

type Settings = Omit<z.infer<typeof inputs>, "code">;

/** Checks the settings and unpacks the code, each time into a folder of its own. */
async function deploy(
  name: string,
  settings: Settings,
  code: unknown,
  context: ProvisionContext,
): Promise<FunctionDeclaration> {
  // It becomes part of a path.
  if (!FUNCTION_NAME.test(name)) throw new Error(`"${name}" is no name of a function`);
  const variables = settings.environment?.variables ?? {};
  const forbidden = Object.keys(variables).filter((variable) => RESERVED.test(variable));
  if (forbidden.length > 0)
    throw new Error(`Lambda reserves the environment variables ${forbidden.join(", ")}`);
  const dangerous = Object.keys(variables).filter((variable) => OF_NODE.test(variable));
  if (dangerous.length > 0)
    throw new Error(`environment variables would act on the local cloud itself: ${dangerous.join(", ")}`);
  mustExist(context, "aws:iam/role:Role", "arn", settings.role);
  const codeDirectory = await mkdtemp(join(context.codeDirectory, `${name}-`));
  await unpackCode(code, codeDirectory);
  return {
    name,
    arn: arn("lambda", context.region, `function:${name}`),
    region: context.region,
    runtime: settings.runtime,
    handler: settings.handler,
    codeDirectory,
    timeoutSeconds: settings.timeout,
    memorySizeMb: settings.memorySize,
    variables,
    logGroupName: settings.loggingConfig?.logGroup ?? `/aws/lambda/${name}`,
    logFormat: settings.loggingConfig?.logFormat ?? "Text",
  };
}

function stateOf(settings: Settings, { name, arn: functionArn, codeDirectory }: FunctionDeclaration) {
  return { ...settings, name, arn: functionArn, version: "$LATEST", codeDirectory };
}
