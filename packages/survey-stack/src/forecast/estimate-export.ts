import { prices } from "./service-limits.ts";

/** A ledger item in bytes, about, and how many of them a read unit has. */
const ITEM_BYTES = 350;
const READ_UNIT_BYTES = 4_096;
/** The ledger is read twice: once for who is in it, and once for each participant. */
const LEDGER_READS = 2;

/** How many objects one process reads in a second, near the stack. An assumption: it depends on the line. */
const OBJECTS_PER_SECOND = 3_000;

/** What it takes to read surveys from AWS, at most: none of them is in the cache. */
export interface ExportEstimate {
  readonly seconds: number;
  /** In US dollars. What AWS asks for data that leave it is left out; of so few it is free in most accounts. */
  readonly dollars: number;
}

/**
 * Estimates what an export reads: the ledger, and each survey's object once.
 *
 * @example estimateExport(1_000_000).dollars // 0.42
 */
export function estimateExport(surveys: number): ExportEstimate {
  const readUnits = (LEDGER_READS * surveys * ITEM_BYTES) / READ_UNIT_BYTES;
  return {
    seconds: surveys / OBJECTS_PER_SECOND,
    dollars: surveys * prices.get + readUnits * prices.readUnit,
  };
}
