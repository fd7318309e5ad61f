// The command behind `npm run dev`: keeps a local cloud running and shows what arrives.

import { relative, resolve } from "node:path";
import { parseArgs, styleText } from "node:util";
import { tellsCallingUser } from "@lab/local-cloud";
import { printActivity } from "./console/activity.ts";
import { overview } from "./console/overview.ts";
import { commandToRead, defaultEnvFile } from "./env-file.ts";
import { requireFree } from "./presence/claim-env-file.ts";
import { type PublishedCloud, publishCloud } from "./presence/publish-cloud.ts";
import { servePulumi } from "./serve-pulumi.ts";
import { type LocalCloudOptions, startLocalCloud } from "./start-local-cloud.ts";

const USAGE = `Usage: npm run dev -- [options]

Keeps the survey pipeline running on this machine, shows what arrives, and writes endpoints, credentials and stack
outputs to .env.local until it is stopped with Ctrl-C.

  --stack <name>            whose configuration to use (default: dev, or local with --pulumi)
  --pulumi                  start empty, for \`pulumi up\` to deploy the program to
  --port <number>           port of SQS and S3 on 127.0.0.1 (default: a free one)
  --dynamodb-port <number>  port of DynamoDB on 127.0.0.1 (default: a free one)
  --lambda-port <number>    port of Lambda on 127.0.0.1 (default: a free one)
  --max-workers <number>    function workers at the same time (default: 4)
  --variables-file <path>   what to write instead of .env.local
  -h, --help                show this

AWS_ENDPOINT_URL_DYNAMODB in the environment brings another DynamoDB engine. No engine is started then.`;

const OPEN_TO_ALL = `This operating system does not tell who connects to a port, so every user of this machine can deploy here. Only this
checkout's own functions run, whoever deploys them.`;

interface DevOptions {
  readonly cloud: Pick<LocalCloudOptions, "stack" | "maxWorkers" | "ports">;
  readonly pulumi: boolean;
  readonly envFile: string;
}

/** @returns Undefined when only help was asked for. */
function readOptions(args: readonly string[]): DevOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      stack: { type: "string" },
      pulumi: { type: "boolean", default: false },
      port: { type: "string" },
      "dynamodb-port": { type: "string" },
      "lambda-port": { type: "string" },
      "max-workers": { type: "string" },
      // It is not called --env-file, because Node takes that option for itself, even behind the script's
      // name.
      "variables-file": { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return undefined;
  const messagingAndStorage = wholeNumber("--port", values.port, 65_535);
  const dynamodb = wholeNumber("--dynamodb-port", values["dynamodb-port"], 65_535);
  const lambda = wholeNumber("--lambda-port", values["lambda-port"], 65_535);
  const maxWorkers = wholeNumber("--max-workers", values["max-workers"], 1_000);
  return {
    cloud: {
      ...(values.stack === undefined ? {} : { stack: values.stack }),
      ...(maxWorkers === undefined ? {} : { maxWorkers }),
      ports: {
        ...(messagingAndStorage === undefined ? {} : { messagingAndStorage }),
        ...(dynamodb === undefined ? {} : { dynamodb }),
        ...(lambda === undefined ? {} : { lambda }),
      },
    },
    pulumi: values.pulumi,
    envFile:
      values["variables-file"] === undefined
        ? defaultEnvFile
        : resolve(process.env.INIT_CWD ?? "", values["variables-file"]),
  };
}

function wholeNumber(option: string, text: string | undefined, most: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > most) {
    throw new TypeError(`${option} must be a whole number from 1 to ${most}, but is "${text}".`);
  }
  return value;
}

/** Resolves at the first Ctrl-C or SIGTERM; the second ends the process on the spot. */
function askedToStop(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const stop = (): void => {
      if (asked) process.exit(130);
      asked = true;
      resolve();
    };
    process.on("SIGINT", stop).on("SIGTERM", stop).on("SIGHUP", stop);
  });
}

async function keepRunning({ cloud: options, pulumi, envFile }: DevOptions): Promise<void> {
  const stopping = askedToStop();
  // It is checked before anything is started, so that whoever runs one already is told at once.
  await requireFree(envFile);
  const file = relative(process.env.INIT_CWD ?? process.cwd(), envFile);
  const shell = styleText("bold", commandToRead(file));
  let published: PublishedCloud | undefined;
  const onDeployment = (environment: Readonly<Record<string, string>>, deployed: boolean): void => {
    const news = `The stack is deployed. Its outputs are in ${file}. In a shell, type this again: ${shell}`;
    void published
      ?.update(environment)
      .then(() => console.log(deployed ? news : "The stack is not deployed any more."))
      .catch((error) => console.error(styleText("red", `${file} could not be written: ${explain(error)}`)));
  };
  const onProblem = (error: unknown): void =>
    console.error(styleText("red", `${file} lacks the stack's outputs: ${explain(error)}`));
  await using cloud = await (pulumi
    ? servePulumi({ ...options, onDeployment, onProblem })
    : startLocalCloud(options));
  await using publishing = await publishCloud(cloud.environment, envFile);
  published = publishing;
  console.log(`${overview(cloud)}\n`);
  console.log(`All of it is in ${file}. In a shell, type: ${shell}`);
  const up = `npm run pulumi -- up --stack ${options.stack ?? "local"}`;
  const deploy = `Pulumi, in such a shell: ${styleText("bold", up)}`;
  if (pulumi && !tellsCallingUser) console.log(styleText("yellow", OPEN_TO_ALL));
  console.log(`Waiting for ${pulumi ? deploy : "surveys"}. Ctrl-C stops.\n`);
  printActivity(cloud.events, console.log);
  await Promise.race([stopping, cloud.crashed]);
  console.log("\nFinishing what is in flight. Ctrl-C again stops at once.");
}

/** @returns The exit code. */
async function main(): Promise<number> {
  let options: DevOptions | undefined;
  try {
    options = readOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`${explain(error)}\n\n${USAGE}`);
    return 2;
  }
  if (options === undefined) {
    console.log(USAGE);
    return 0;
  }
  try {
    await keepRunning(options);
    return 0;
  } catch (error) {
    console.error(styleText("red", explain(error)));
    return 1;
  }
}

function explain(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

process.exitCode = await main();
