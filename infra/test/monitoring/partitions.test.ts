import { expect, it } from "vitest";
import { deployUnderMocks } from "../deploy-under-mocks.ts";

it.each([
  ["eu-central-1", "https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1"],
  ["cn-north-1", "https://console.amazonaws.cn/cloudwatch/home?region=cn-north-1"],
  ["us-gov-west-1", "https://console.amazonaws-us-gov.com/cloudwatch/home?region=us-gov-west-1"],
])("in %s the dashboard is in that part of AWS's console", async (region, page) => {
  const { outputs } = await deployUnderMocks("prod", { "aws:region": region });
  expect(outputs.dashboardUrl).toBe(`${page}#dashboards/dashboard/survey-prod-${region}`);
});
