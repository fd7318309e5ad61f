import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import {
  evaluateProgram,
  type Provider,
  type PulumiProgram,
} from "../../src/provisioner/evaluate-program.ts";

/** Takes note of what is created, and creates it a little later. */
function recordingProvider(fails: (name: string) => boolean = () => false) {
  const created: string[] = [];
  const provider: Provider = {
    create: async (_type, name) => {
      await new Promise((resolve) => setImmediate(resolve));
      if (fails(name)) throw new Error(`${name} cannot be created`);
      created.push(name);
      return { id: `${name}-id`, state: { arn: `arn:${name}`, url: `http://${name}` } };
    },
    record: (_type, name) => {
      created.push(name);
      return { id: "", state: {} };
    },
  };
  return { provider, created };
}

function evaluate(program: PulumiProgram, provider: Provider, config: Record<string, string> = {}) {
  return evaluateProgram({ program, project: "fixture", stack: "test", config, provider });
}

const twoQueues = (prefix: string) => () => {
  const first = new aws.sqs.Queue(`${prefix}-first`);
  const second = new aws.sqs.Queue(`${prefix}-second`, { redrivePolicy: first.arn });
  return { url: second.url, secret: pulumi.secret("s"), nested: { arns: [first.arn, second.arn] } };
};

describe("evaluating a Pulumi program", () => {
  it("creates what it declares, dependencies first, and gives its outputs", async () => {
    const { provider, created } = recordingProvider();
    expect(await evaluate(twoQueues("a"), provider)).toEqual({
      url: "http://a-second",
      secret: "s",
      nested: { arns: ["arn:a-first", "arn:a-second"] },
    });
    expect(created).toEqual(["fixture-test", "a-first", "a-second"]);
  });

  it("waits for resources that no output depends on", async () => {
    const { provider, created } = recordingProvider();
    await evaluate(() => {
      const queue = new aws.sqs.Queue("q");
      new aws.sqs.QueuePolicy("p", { queueUrl: queue.url, policy: "{}" });
      return {};
    }, provider);
    expect(created).toContain("p");
  });

  it("can be repeated, and runs that overlap keep apart", async () => {
    const runs = ["a", "b", "c"].map(async (name) => {
      const { provider, created } = recordingProvider();
      const outputs = await evaluate(
        () => ({ ...twoQueues(name)(), key: new pulumi.Config().require("key") }),
        provider,
        {
          "fixture:key": name,
        },
      );
      return { created, outputs };
    });
    for (const [n, { created, outputs }] of (await Promise.all(runs)).entries()) {
      const name = ["a", "b", "c"][n];
      expect(created).toEqual(["fixture-test", `${name}-first`, `${name}-second`]);
      expect(outputs).toMatchObject({ key: name });
    }
  });

  it("fails with the first error of a resource, begins no others, and can be used again", async () => {
    const { provider, created } = recordingProvider((name) => name === "a-first");
    await expect(evaluate(twoQueues("a"), provider)).rejects.toThrow("a-first cannot be created");
    expect(created).toEqual(["fixture-test"]);
    await expect(evaluate(twoQueues("b"), provider)).resolves.toMatchObject({ url: "http://b-second" });
  });

  it("fails when the program asks AWS for something", async () => {
    const { provider } = recordingProvider();
    await expect(evaluate(() => ({ me: aws.getCallerIdentityOutput({}) }), provider)).rejects.toThrow(
      /asks AWS \(aws:index\/getCallerIdentity:getCallerIdentity\)/,
    );
  });

  it.each(["throws", "throws-later", "throws-in-apply"])(
    "fails without ending the process when the program %s",
    (how) => {
      // In a process of its own: test runners watch for rejections that nobody handles, too.
      const script = fileURLToPath(new URL("../fixtures/failing-program.ts", import.meta.url));
      const { stdout, status } = spawnSync(process.execPath, [script, how], {
        encoding: "utf8",
      });
      expect(stdout).toMatch(/^rejected: .*wrong on purpose$/m);
      expect(stdout).toContain("then: http://q");
      expect(status).toBe(0);
    },
  );

  it("hands secrets over as they are, for the engines to use", async () => {
    const { provider } = recordingProvider();
    const given: unknown[] = [];
    const program = () => {
      new aws.sns.TopicSubscription("email", {
        topic: "t",
        protocol: "email",
        endpoint: pulumi.secret("a@b.example"),
      });
      return {};
    };
    const noting: Provider = {
      ...provider,
      create: (type, name, inputs) => {
        given.push(inputs);
        return provider.create(type, name, inputs);
      },
    };
    await evaluate(program, noting);
    expect(given).toEqual([{ topic: "t", protocol: "email", endpoint: "a@b.example" }]);
  });
});
