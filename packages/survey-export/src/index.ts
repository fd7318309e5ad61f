export { csvDialect, csvHeader, csvLine, unguarded } from "./formats/csv.ts";
export type { Cell, CellKind, Column, LabelledValue, Row, Table } from "./tables/column.ts";
export { surveyColumns } from "./tables/survey-columns.ts";
export { surveyRows } from "./tables/survey-row.ts";
