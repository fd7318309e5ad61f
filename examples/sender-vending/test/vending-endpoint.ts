import { spawn } from "node:child_process";
import { hash } from "node:crypto";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { createTemporaryFolder } from "@lab/temporary-folder";

const serve = fileURLToPath(new URL("../src/serve.ts", import.meta.url));

export interface VendingEndpoint extends AsyncDisposable {
  readonly url: string;
}

/** Writes the table of a study's enrolment codes, by participant, and gives its path to `use`. */
export async function withEnrolments<Result>(
  codes: Readonly<Record<string, string>>,
  use: (path: string) => Promise<Result>,
): Promise<Result> {
  await using folder = await createTemporaryFolder("lab-enrolments");
  const rows = Object.entries(codes).map(([participant, code]) => [hash("sha256", code), participant]);
  const path = join(folder.path, "enrolments.json");
  await writeFile(path, JSON.stringify(Object.fromEntries(rows)));
  return await use(path);
}

/**
 * Starts the vending endpoint in a process of its own, with nothing in its environment but what it needs.
 *
 * @param options - `codes`: by participant; `environment`: where AWS is and whose credentials vend; `port`: a
 *   free one if left out.
 */
export async function startVending(options: {
  readonly codes: Readonly<Record<string, string>>;
  readonly senderRoleArn: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly port?: number;
}): Promise<VendingEndpoint> {
  const { codes, senderRoleArn, environment, port = 0 } = options;
  return await withEnrolments(codes, async (path) => {
    const endpoint = spawn(process.execPath, [serve], {
      env: { ...environment, SENDER_ROLE_ARN: senderRoleArn, ENROLMENTS_FILE: path, PORT: String(port) },
      stdio: ["ignore", "pipe", "ignore"],
    });
    const ended = once(endpoint, "exit");
    const [line] = await Promise.race([
      once(createInterface(endpoint.stdout), "line"),
      ended.then(() => {
        throw new Error("the vending endpoint did not start");
      }),
    ]);
    return {
      url: /http\S+/.exec(String(line))?.[0] ?? "",
      async [Symbol.asyncDispose]() {
        endpoint.kill();
        await ended;
      },
    };
  });
}
