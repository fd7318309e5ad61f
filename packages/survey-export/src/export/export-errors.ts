/** Thrown when there is something where an export is to be written. */
export class ExportFolderError extends Error {
  override readonly name = "ExportFolderError";
  readonly code = "EXPORT_FOLDER";

  constructor(folder: string) {
    super(
      `${folder} exists already. Nothing was exported. Name a folder that does not exist yet, or move this one away.`,
    );
  }
}

/** Thrown when a participant's data were erased while they were exported. */
export class ErasedMeanwhileError extends Error {
  override readonly name = "ErasedMeanwhileError";
  readonly code = "ERASED_MEANWHILE";

  constructor() {
    super(
      "A participant withdrew and is to be erased, while the export was being written. It was deleted, so that it does not keep what is to be " +
        "erased. Run the command again. What was read is still in the cache, but for that participant.",
    );
  }
}
