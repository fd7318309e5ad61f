import { tmpdir } from "node:os";
import { styleText } from "node:util";
import { expect, it } from "vitest";
import { forgetShell } from "../src/forget-shell.ts";

it("takes the developer's AWS, stack and colours out of the environment, and nothing else", () => {
  const meant = { HOME: "/home/me", PATH: "/bin", AWS_ENDPOINT_URL_DYNAMODB: "http://127.0.0.1:8000" };
  const env = {
    ...meant,
    AWS_PROFILE: "mine",
    AWS_ENDPOINT_URL: "http://127.0.0.1:1",
    SURVEY_QUEUE_URL: "http://127.0.0.1:1/0/q",
    FORCE_COLOR: "3",
  };
  forgetShell(env, "/absent");
  expect(env).toEqual({
    ...meant,
    NO_COLOR: "1",
    AWS_CONFIG_FILE: "/absent/config",
    AWS_SHARED_CREDENTIALS_FILE: "/absent/credentials",
  });
});

it("has been done for every test", () => {
  expect(styleText("red", "plain")).toBe("plain");
  expect(process.env.AWS_CONFIG_FILE).toContain(tmpdir());
  expect(Object.keys(process.env).filter((name) => name.startsWith("SURVEY_"))).toEqual([]);
});
