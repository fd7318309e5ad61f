import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { expect, it } from "vitest";
import { OutOfTimeError } from "../../src/index.ts";
import { signingDeadline } from "../../src/lambda/signing-deadline.ts";

/** A client of a service that is always away, and what it was asked. */
function failingClient(whenAsked: () => void) {
  let asked = 0;
  const s3 = new S3Client({
    region: "eu-central-1",
    credentials: { accessKeyId: "key", secretAccessKey: "secret" },
    maxAttempts: 3,
    requestHandler: {
      async handle() {
        asked++;
        whenAsked();
        throw Object.assign(new Error("away"), { name: "TimeoutError" });
      },
    },
  });
  return { s3, asked: () => asked };
}

const put = new PutObjectCommand({ Bucket: "surveys", Key: "key", Body: "{}" });

it("signs nothing from the deadline on", async () => {
  const { s3, asked } = failingClient(() => undefined);
  const signUntil = signingDeadline(s3, () => 1_000);
  signUntil(1_000);
  await expect(s3.send(put)).rejects.toBeInstanceOf(OutOfTimeError);
  expect(asked()).toBe(0);
});

it("looks at the clock before each try, since the process may have been frozen in between", async () => {
  let now = 0;
  const { s3, asked } = failingClient(() => {
    now = 1_000;
  });
  const signUntil = signingDeadline(s3, () => now);
  signUntil(1_000);
  await expect(s3.send(put)).rejects.toBeInstanceOf(OutOfTimeError);
  expect(asked()).toBe(1);
});

it("lets requests through before it, and before any is set", async () => {
  const { s3, asked } = failingClient(() => undefined);
  const signUntil = signingDeadline(s3, () => 999);
  await expect(s3.send(put)).rejects.toThrow("away");
  signUntil(1_000);
  await expect(s3.send(put)).rejects.toThrow("away");
  expect(asked()).toBe(6);
});
