export { ErasedMeanwhileError, ExportFolderError } from "./export/export-errors.ts";
export {
  type Exported,
  type ExportFormat,
  type ExportOptions,
  exportFormats,
  exportStudy,
} from "./export/export-study.ts";
export { MANIFEST_FILE, type Manifest, manifestSchema } from "./export/manifest.ts";
export { PseudonymKeyError, pseudonym, pseudonymKey } from "./export/pseudonyms.ts";
export { questionnaireCodebooks } from "./export/questionnaire-tables.ts";
export { type FileFinding, NoExportError, type Verified, verifyExport } from "./export/verify-export.ts";
export { csvDialect, csvHeader, csvLine, unguarded } from "./formats/csv.ts";
export { createTableFile, type TableFile, type TableFormat } from "./formats/table-file.ts";
export type { DescribedTable } from "./labels/described-table.ts";
export { type LabelOptions, labelFiles } from "./labels/label-files.ts";
export { type SpssData, spssData } from "./labels/spss/spss-data.ts";
export {
  type AcceptedSurvey,
  type ParticipantSurveys,
  readParticipants,
  type SurveyProblem,
} from "./reading/participant-surveys.ts";
export { type Activity, readActivity } from "./reading/read-activity.ts";
export { readRejectedSurveys } from "./reading/rejected-surveys.ts";
export { forgetCached, noCache, type SurveyCache, surveyCache } from "./reading/survey-cache.ts";
export { parseRoster, readRoster } from "./roster/read-roster.ts";
export { type Roster, type RosterEntry, RosterError } from "./roster/roster.ts";
export type { Cell, CellKind, Column, LabelledValue, Row, Table } from "./tables/column.ts";
export { participantsTable } from "./tables/participants-table.ts";
export { rejectedTable } from "./tables/rejected-table.ts";
export { surveyColumns } from "./tables/survey-columns.ts";
export { surveyRows } from "./tables/survey-row.ts";
