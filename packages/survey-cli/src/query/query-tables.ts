import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";

/** What DuckDB may keep in memory. What needs more goes to its temporary directory. */
const MEMORY_LIMIT = "512MB";

/** A cell of an answer as JSON has it. Whole numbers beyond 2^53 and times are texts. */
export type AnswerCell = string | number | boolean | null | object;

/** The answer to a query, as it comes. */
export interface Answer {
  readonly columns: readonly string[];
  readonly rows: AsyncIterable<readonly (readonly AnswerCell[])[]>;
}

/** Tables that can be asked, until they are disposed of. */
export interface QueryTables extends Disposable {
  /** @throws Error of DuckDB when the statement is wrong, or the signal came. */
  ask(sql: string, signal: AbortSignal): Promise<Answer>;
}

/**
 * Opens the Parquet files of an export for queries. A query can read these files and nothing else, and can write nothing: no file, no
 * network, no extension.
 *
 * @param views - the name of each view, with the name of its file, without `.parquet`.
 */
export async function openQueryTables(
  folder: string,
  views: ReadonlyMap<string, string>,
): Promise<QueryTables> {
  const instance = await DuckDBInstance.create(":memory:", {
    memory_limit: MEMORY_LIMIT,
    temp_directory: join(folder, "spilled"),
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await instance.connect();
  const paths = [...views.values()].map((name) => join(folder, `${name}.parquet`));
  await connection.run("SET TimeZone = 'UTC'");
  await connection.run(`SET allowed_paths = [${paths.map(quoted).join(", ")}]`);
  await connection.run("SET enable_external_access = false");
  for (const [view, name] of views) {
    const file = quoted(join(folder, `${name}.parquet`));
    await connection.run(`CREATE VIEW "${view}" AS SELECT * FROM read_parquet(${file})`);
  }
  await connection.run("SET lock_configuration = true");
  return {
    async ask(sql, signal) {
      const interruption = interruptAt(signal, connection);
      try {
        const result = await connection.stream(sql);
        return { columns: result.columnNames(), rows: untilEnd(result.yieldRowsJson(), interruption) };
      } catch (error) {
        interruption.end();
        throw error;
      }
    },
    [Symbol.dispose]() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** What interrupts a statement, until it has ended. */
interface Interruption {
  end(): void;
}

/** An interruption is lost that comes before DuckDB has begun, so it comes again and again, in milliseconds. */
const INTERRUPT_EVERY = 50;

function interruptAt(signal: AbortSignal, connection: DuckDBConnection): Interruption {
  let repeating: NodeJS.Timeout | undefined;
  const begin = () => {
    repeating = setInterval(() => connection.interrupt(), INTERRUPT_EVERY);
  };
  if (signal.aborted) begin();
  signal.addEventListener("abort", begin, { once: true });
  return {
    end() {
      signal.removeEventListener("abort", begin);
      clearInterval(repeating);
    },
  };
}

async function* untilEnd<T>(rows: AsyncIterable<T>, interruption: Interruption): AsyncGenerator<T> {
  try {
    yield* rows;
  } finally {
    interruption.end();
  }
}

/** A text in SQL. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
