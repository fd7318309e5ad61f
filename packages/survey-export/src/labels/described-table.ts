import type { Codebook } from "@lab/survey-schema/codebook";
import type { Table } from "../tables/column.ts";
import type { SpssData } from "./spss/spss-data.ts";

/** A table that was written, with all that its labels are made of. */
export interface DescribedTable {
  readonly table: Table;
  /** Of a questionnaire's table. */
  readonly codebook?: Codebook;
  /** How many rows it has. */
  readonly rows: number;
  /** How many cells of each column are empty, by the column's name. */
  readonly empty: ReadonlyMap<string, number>;
  /** What wrote the rows for SPSS. Left out: they were not written, and `labels.sps` passes the table over. */
  readonly spss?: SpssData;
}

/** The languages of a table's labels, the most wanted first. What the commands say of columns is in English. */
export function languagesOf({ codebook }: Pick<DescribedTable, "codebook">): readonly string[] {
  return [...new Set([...(codebook?.languages ?? []), "en"])];
}
