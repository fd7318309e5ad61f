export {
  createReportAggregator,
  type ReportAggregator,
  type ReportedParticipant,
  type ReportOptions,
} from "./aggregate/report-aggregator.ts";
export { reportHtml } from "./page/report-html.ts";
export { reasonsInWords } from "./page/words.ts";
export { type ReadReportOptions, readReport } from "./reading/read-report.ts";
export type * from "./report-data.ts";
export { type ServedReport, serveReport } from "./serve-report.ts";
export { writeReport } from "./write-report.ts";
