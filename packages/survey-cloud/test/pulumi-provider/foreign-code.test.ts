import { cp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { bundleDirectory } from "@lab/survey-processor/deployment";
import { testFolder } from "@lab/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type ServedCloud, servePulumi } from "../../src/serve-pulumi.ts";
import { providerClient, sentArchive, sentFolder, sha256 } from "./provider-client.ts";

const FUNCTION_TYPE = "aws:lambda/function:Function";
const ROLE_TYPE = "aws:iam/role:Role";
const trust = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sts:AssumeRole" }] };

let cloud: ServedCloud;
let client: ReturnType<typeof providerClient>;
let folder: string;
/** A bundle that the local cloud is told to run as well, to change it. */
let ownBundle: string;
let role: unknown;
let functions = 0;

beforeAll(async () => {
  folder = testFolder();
  // A temporary directory that nobody else writes to.
  vi.stubEnv("TMPDIR", folder);
  ownBundle = join(folder, "own");
  await cp(bundleDirectory, ownBundle, { recursive: true });
  cloud = await servePulumi({ bundles: [bundleDirectory, ownBundle] });
  client = providerClient(cloud);
  ({
    outputs: { arn: role },
  } = await client.create(ROLE_TYPE, "role", { assumeRolePolicy: JSON.stringify(trust) }));
});
afterAll(async () => {
  client?.close();
  await cloud?.close();
  vi.unstubAllEnvs();
});

const declared = (code: unknown, more: object = {}) => ({
  runtime: "nodejs24.x",
  handler: "index.handler",
  role,
  code,
  ...more,
});
const deploy = (code: unknown, more: object = {}) =>
  client.create(FUNCTION_TYPE, `f${functions++}`, declared(code, more));

/** The code that runs: every file of the function's folder, by name. */
async function deployedFiles(id: string): Promise<Record<string, string>> {
  const found = [...cloud.functions.values()].find(({ declaration }) => declaration.name === id);
  const directory = found?.declaration.codeDirectory ?? "";
  const names = (await readdir(directory)).toSorted();
  const files = names.map(async (name) => [name, sha256(await readFile(join(directory, name)))]);
  return Object.fromEntries(await Promise.all(files));
}

const OURS = "its code is not what is built here";

describe("a local cloud that Pulumi deploys to", () => {
  it("runs the bundle that is built in this checkout", async () => {
    const { id, outputs } = await deploy(sentFolder(bundleDirectory));
    const [file] = Object.keys(await deployedFiles(id));
    expect(file).toBe("connect-queue.js");
    // The engine's state says where the code came from, not what is in it.
    expect(outputs.code).toMatchObject({
      assets: { "index.js": { path: join(bundleDirectory, "index.js") } },
    });
    const read = await client.read(FUNCTION_TYPE, "f0", id, outputs);
    expect(read.code).toMatchObject({ assets: { "index.js": { path: join(bundleDirectory, "index.js") } } });
  });

  it("looks at the bundle anew at every deployment, so that a build in between counts", async () => {
    const before = sentFolder(ownBundle);
    await writeFile(join(ownBundle, "index.js"), "exports.handler = async () => 'rebuilt';");
    const { id } = await deploy(sentFolder(ownBundle));
    const [rebuilt] = [...cloud.functions.values()].slice(-1);
    expect(await rebuilt?.invoke({})).toBe("rebuilt");
    await writeFile(join(ownBundle, "index.js"), "exports.handler = async () => 'again';");
    await client.update(FUNCTION_TYPE, id, id, declared(sentFolder(ownBundle), { name: id }));
    expect(await rebuilt?.invoke({})).toBe("again");
    await rm(join(ownBundle, "index.js"));
    await cp(join(bundleDirectory, "index.js"), join(ownBundle, "index.js"));
    await expect(deploy(before)).resolves.toBeDefined();
  });

  it("writes its own files, whatever lies at the path that came with their hashes", async () => {
    const path = join(folder, "evil.js");
    await writeFile(path, "exports.handler = () => 'evil';");
    const names = await readdir(bundleDirectory);
    const files = names.map(async (name) => {
      const content = await readFile(join(bundleDirectory, name));
      return [name, { hash: sha256(content), path }];
    });
    const { id } = await deploy(sentArchive(Object.fromEntries(await Promise.all(files))));
    const deployed = await deployedFiles(id);
    expect(deployed["index.js"]).toBe(sha256(await readFile(join(bundleDirectory, "index.js"))));
  });
});

describe("foreign code", () => {
  const text = "exports.handler = async () => 'evil';";
  const evil = { hash: sha256(text), text };
  let functionsBefore: number;
  beforeEach(() => {
    functionsBefore = cloud.functions.size;
  });
  /** All that is in the temporary directory, the local cloud's own folder with it. */
  const files = async () => (await readdir(folder, { recursive: true })).toSorted();

  const refusals: [string, () => Promise<unknown> | unknown][] = [
    ["a text", () => sentArchive({ "index.js": evil })],
    [
      "another file",
      async () => {
        await writeFile(join(folder, "evil.js"), text);
        return sentArchive({ "index.js": { hash: sha256(text), path: join(folder, "evil.js") } });
      },
    ],
    ["a text without a hash", () => sentArchive({ "index.js": { text } })],
    [
      "a bundle with one file more",
      () => {
        const { assets, ...archive } = sentFolder(bundleDirectory);
        return { ...archive, assets: { ...assets, "more.js": sentArchive({ x: evil }).assets.x } };
      },
    ],
    [
      "a bundle with one file less",
      () => {
        const {
          assets: { "index.js": _, ...assets },
          ...archive
        } = sentFolder(bundleDirectory);
        return { ...archive, assets };
      },
    ],
    [
      "a bundle with one file changed",
      () => {
        const { assets, ...archive } = sentFolder(bundleDirectory);
        return { ...archive, assets: { ...assets, "index.js": sentArchive({ x: evil }).assets.x } };
      },
    ],
    ...["../evil.js", "../../../evil.js", "/evil.js", "a/../../evil.js", "..\\evil.js", "C:\\evil.js"].map(
      (name): [string, () => unknown] => [`a file named ${name}`, () => sentArchive({ [name]: evil })],
    ),
    ["a folder on disk", () => ({ ...sentArchive({}), assets: undefined, path: folder, hash: sha256("") })],
    [
      "an archive in the archive",
      () => ({ ...sentArchive({}), assets: { ".": sentFolder(bundleDirectory) } }),
    ],
    [
      "a link to a folder elsewhere",
      async () => {
        await symlink(ownBundle, join(folder, "link"));
        return {
          ...sentArchive({}),
          assets: { link: { ...sentArchive({}), assets: undefined, path: folder } },
        };
      },
    ],
    [
      "what is elsewhere on the network",
      () => ({ ...sentArchive({}), assets: undefined, uri: "http://127.0.0.1:9/" }),
    ],
    ["no code at all", () => undefined],
  ];

  it.each(refusals)("is refused: %s", async (_name, makeCode) => {
    const code = await makeCode();
    const before = await files();
    await expect(deploy(code)).rejects.toThrow(OURS);
    expect(cloud.functions.size).toBe(functionsBefore);
    expect(await files()).toEqual(before);
    for (const elsewhere of [join(folder, ".."), "/"]) {
      await expect(stat(join(elsewhere, "evil.js"))).rejects.toThrow("ENOENT");
    }
  });

  it("is refused in an update as well, and the function stays as it was", async () => {
    const { id } = await deploy(sentFolder(bundleDirectory));
    const before = await deployedFiles(id);
    const update = client.update(
      FUNCTION_TYPE,
      id,
      id,
      declared(sentArchive({ "index.js": evil }), { name: id }),
    );
    await expect(update).rejects.toThrow(OURS);
    expect(await deployedFiles(id)).toEqual(before);
  });

  it.each(["NODE_OPTIONS", "NODE_PATH", "node_options"])(
    "does not come in by the variable %s",
    async (variable) => {
      const marker = join(folder, "marker");
      await writeFile(
        join(folder, "evil.cjs"),
        `require("node:fs").writeFileSync(${JSON.stringify(marker)}, "");`,
      );
      const environment = { variables: { [variable]: `--require ${join(folder, "evil.cjs")}` } };
      await expect(deploy(sentFolder(bundleDirectory), { environment })).rejects.toThrow(
        `would act on the local cloud itself: ${variable}`,
      );
      await expect(stat(marker)).rejects.toThrow("ENOENT");
    },
  );

  it.each(["../../outside", "/tmp/outside", "a\\b", ""])(
    "gets no folder elsewhere by the name %j",
    async (name) => {
      const before = await files();
      await expect(deploy(sentFolder(bundleDirectory), { name })).rejects.toThrow(/is no name of a function/);
      await expect(
        client.create(FUNCTION_TYPE, `../../outside${functions++}`, declared(sentFolder(bundleDirectory))),
      ).rejects.toThrow(/is no name of a function/);
      expect(await files()).toEqual(before);
    },
  );
});
