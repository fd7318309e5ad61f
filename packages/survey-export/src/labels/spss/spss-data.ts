import type { Cell, CellKind, Row, Table } from "../../tables/column.ts";
import { type SpssColumn, spssColumns } from "./spss-columns.ts";
import { piecesOf } from "./spss-text.ts";

/** The first day of SPSS's calendar. */
const FIRST_DAY = "1582-10-15";
const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/** Writes the rows of a table as a file that `labels.sps` reads, and remembers how long texts are. */
export interface SpssData {
  /** The file's name. It is UTF-8 without a mark at its beginning, and has no line with names. */
  readonly file: string;
  readonly columns: readonly SpssColumn[];
  /** A row as a line: cells separated by tabs, no quotes, and ended by CR LF. Without a value, a cell is empty. */
  line(row: Row): string;
  /** The longest text so far of each variable of a column, in bytes. */
  widths(column: SpssColumn): readonly number[];
}

/**
 * Begins the file of a table for SPSS and PSPP. It is a file of its own, since neither reads a line break in quotes, and texts have at
 * most 32,767 bytes.
 *
 * @example const data = spssData(table); await textTable(join(folder, data.file), "", data.line);
 */
export function spssData(table: Table): SpssData {
  const columns = spssColumns(table);
  const widths = new Map(columns.map((column) => [column, column.names.map(() => 0)]));
  return {
    file: `${table.name}.spss.txt`,
    columns,
    line: (row) => {
      const fields = columns.flatMap((column, index) => {
        const cells = fieldsOf(column, row[index] ?? null);
        const longest = widths.get(column) ?? [];
        cells.forEach((cell, piece) => {
          longest[piece] = Math.max(longest[piece] ?? 0, Buffer.byteLength(cell));
        });
        return cells;
      });
      return `${fields.join("\t")}\r\n`;
    },
    widths: (column) => widths.get(column) ?? [],
  };
}

function fieldsOf({ column, names, format }: SpssColumn, cell: Cell): string[] {
  if (cell === null) return names.map(() => "");
  if (format !== undefined) return [numberText(column.kind, String(cell))];
  const pieces = piecesOf(String(cell), names.length);
  return names.map((_, index) => pieces[index] ?? "");
}

/** A number, a date or a time as SPSS reads it, whatever the language of the computer. */
function numberText(kind: CellKind, cell: string): string {
  switch (kind) {
    case "date":
      return cell < FIRST_DAY ? "" : cell.replaceAll("-", "/");
    case "local_time":
    case "utc_time": {
      const [day = "", time = ""] = cell.replace("Z", "").split("T");
      const [year, month, ofMonth] = day.split("-");
      return `${ofMonth}-${months[Number(month) - 1]}-${year} ${time}`;
    }
    default:
      return cell;
  }
}
