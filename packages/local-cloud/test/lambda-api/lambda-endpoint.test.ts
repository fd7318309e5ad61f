import { GetFunctionConfigurationCommand, InvokeCommand, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lambdaClient } from "../engines/clients.ts";
import { type QueueCloud, startQueueCloud } from "../fixtures/queue-cloud.ts";

let cloud: QueueCloud;
beforeAll(async () => {
  cloud = await startQueueCloud({ timeoutSeconds: 1 });
});
afterAll(() => cloud.close());

async function invoke(event: unknown, FunctionName = cloud.worker.declaration.name, Qualifier?: string) {
  const lambda = lambdaClient(cloud.endpoints.lambda);
  const Payload = JSON.stringify(event);
  const command = { FunctionName, LogType: "Tail", Payload, ...(Qualifier && { Qualifier }) } as const;
  const answer = await lambda.send(new InvokeCommand(command));
  return {
    ...answer,
    result: JSON.parse(answer.Payload?.transformToString() ?? ""),
    log: Buffer.from(answer.LogResult ?? "", "base64").toString(),
  };
}

const eventOf = (body: string) => ({ Records: [{ messageId: "m1", body }] });

describe("Lambda's endpoint", () => {
  it("invokes a function by its name, its ARN, or the end of its ARN, and gives its result", async () => {
    const { name, arn } = cloud.worker.declaration;
    for (const reference of [name, arn, `${arn}:$LATEST`, `000000000000:function:${name}`]) {
      const { result, StatusCode, FunctionError, ExecutedVersion } = await invoke(
        eventOf("fail"),
        reference,
        "$LATEST",
      );
      expect(result).toEqual({ batchItemFailures: [{ itemIdentifier: "m1" }] });
      expect([StatusCode, FunctionError, ExecutedVersion]).toEqual([200, undefined, "$LATEST"]);
    }
  });

  it("gives the end of the log, up to 4 KB, of that invocation alone", async () => {
    await invoke(eventOf("look"));
    const { log } = await invoke(eventOf("look"));
    expect(log).toMatch(/"left":\d+}\n$/);
    expect(log.split("\n")).toHaveLength(2);
    const { LogResult = "" } = await invoke({ ...eventOf("look"), padding: "x".repeat(10_000) });
    expect(Buffer.from(LogResult, "base64")).toHaveLength(4_096);
    expect((await invoke(eventOf("fail"))).log).toBe("");
  });

  it("tells apart a result from a function that failed, and says of what", async () => {
    const thrown = await invoke(eventOf("throw"));
    expect(thrown).toMatchObject({
      StatusCode: 200,
      FunctionError: "Unhandled",
      result: { errorType: "RangeError", errorMessage: "thrown on request" },
    });
    const late = await invoke(eventOf("wait 30000"));
    expect(late).toMatchObject({ FunctionError: "Unhandled", result: { errorType: "Sandbox.Timedout" } });
  });

  it("tells how a function is configured, without its environment", async () => {
    const lambda = lambdaClient(cloud.endpoints.lambda);
    const FunctionName = cloud.worker.declaration.name;
    const configuration = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    expect(configuration).toMatchObject({
      FunctionName,
      Timeout: 1,
      Runtime: cloud.worker.declaration.runtime,
    });
    expect(configuration.Environment).toBeUndefined();
    const missing = new GetFunctionConfigurationCommand({ FunctionName: "absent" });
    await expect(lambda.send(missing)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  it("refuses what it does not know, as Lambda does", async () => {
    const lambda = lambdaClient(cloud.endpoints.lambda);
    const missing = { name: "ResourceNotFoundException", message: /Function not found: absent/ };
    await expect(invoke({}, "absent")).rejects.toMatchObject({ name: missing.name });
    await expect(invoke({}, "absent")).rejects.toThrow(missing.message);
    await expect(invoke({}, cloud.worker.declaration.name, "7")).rejects.toThrow(/Function not found/);
    const FunctionName = cloud.worker.declaration.name;
    await expect(lambda.send(new InvokeCommand({ FunctionName, Payload: "{" }))).rejects.toMatchObject({
      name: "InvalidRequestContentException",
    });
    const Payload = JSON.stringify("x".repeat(6 * 1_024 * 1_024));
    await expect(lambda.send(new InvokeCommand({ FunctionName, Payload }))).rejects.toMatchObject({
      name: "RequestTooLargeException",
    });
    await expect(
      lambda.send(new InvokeCommand({ FunctionName, InvocationType: "Event" })),
    ).rejects.toMatchObject({ name: "InvalidParameterValueException" });
  });

  it("says so when it is asked for an action that it lacks", async () => {
    const lambda = lambdaClient(cloud.endpoints.lambda);
    await expect(lambda.send(new ListFunctionsCommand({}))).rejects.toThrow(/does not know GET/);
  });
});
