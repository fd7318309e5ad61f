import { styleText } from "node:util";
import type { Endpoints } from "@lab/local-cloud";

interface Offer {
  readonly endpoints: Endpoints;
  readonly region: string;
  /** Of the stack, if there is one. */
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** What a local cloud offers and where: two aligned columns under headings. */
export function overview({ endpoints, region, outputs = {} }: Offer): string {
  const engines = {
    SQS: endpoints.sqs,
    S3: endpoints.s3,
    DynamoDB: endpoints.dynamodb,
    Lambda: endpoints.lambda,
    STS: endpoints.sts,
    Region: region,
  };
  const rows = [...Object.keys(engines), ...Object.keys(outputs)];
  const width = Math.max(...rows.map((name) => name.length));
  const sections = [section("Engines", engines, width), section("Stack outputs", outputs, width)];
  return sections
    .filter((lines) => lines.length > 1)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

function section(title: string, values: object, width: number): string[] {
  const lines = Object.entries(values).map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
  return [styleText("bold", title), ...lines];
}
