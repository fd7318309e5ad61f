export { createIndexedDbStorage, type IndexedDbStorageOptions } from "./storage/indexed-db-storage.ts";
