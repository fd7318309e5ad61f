import { styleText } from "node:util";
import type { SurveyCloud } from "../start-local-cloud.ts";

/** What a local cloud offers and where: two aligned columns under headings. */
export function overview({ endpoints, region, outputs }: SurveyCloud): string {
  const engines = {
    SQS: endpoints.sqs,
    S3: endpoints.s3,
    DynamoDB: endpoints.dynamodb,
    Lambda: endpoints.lambda,
    Region: region,
  };
  const rows = [...Object.keys(engines), ...Object.keys(outputs)];
  const width = Math.max(...rows.map((name) => name.length));
  return [...section("Engines", engines, width), "", ...section("Stack outputs", outputs, width)].join("\n");
}

function section(title: string, values: object, width: number): string[] {
  const lines = Object.entries(values).map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
  return [styleText("bold", title), ...lines];
}
