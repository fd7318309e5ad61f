export * from "./index.ts";
export { sendSurvey, sendSurveyFile } from "./send-survey.ts";
export { createFolderStorage, type FolderStorageOptions } from "./storage/folder/folder-storage.ts";
export { type SurveyWatch, type WatchOptions, watchSurveys } from "./watch-surveys.ts";
