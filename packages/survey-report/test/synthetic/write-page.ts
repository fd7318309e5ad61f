// Writes the report of a study that never was, for tests and pictures in a browser:
// node write-page.ts report.html '{"participants":60}'
import { writeFileSync } from "node:fs";
import * as z from "zod";
import { reportHtml } from "../../src/index.ts";
import { syntheticReport } from "./synthetic-report.ts";

const optionsSchema = z.object({
  participants: z.int(),
  plan: z.object({ days: z.int(), promptsPerDay: z.int() }).exactOptional(),
  share: z.number().exactOptional(),
});

const [path = "report.html", options = "{}"] = process.argv.slice(2);
writeFileSync(path, reportHtml(syntheticReport(optionsSchema.parse(JSON.parse(options)))));
