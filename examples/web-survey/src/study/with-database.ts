import type { DBSchema, IDBPDatabase } from "idb";

/**
 * Opens a database for one piece of work and closes it again, whatever happens. An open connection would keep
 * others from deleting the database.
 */
export async function withDatabase<Schema extends DBSchema, Result>(
  open: () => Promise<IDBPDatabase<Schema>>,
  work: (database: IDBPDatabase<Schema>) => Promise<Result>,
): Promise<Result> {
  const database = await open();
  try {
    return await work(database);
  } finally {
    database.close();
  }
}
