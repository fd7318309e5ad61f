export * from "./index.ts";
export { type SendSurveyOptions, sendSurvey, sendSurveyFile } from "./send-survey.ts";
export { createFolderStorage, type FolderStorageOptions } from "./storage/folder/folder-storage.ts";
export { type SurveyWatch, type WatchOptions, watchSurveys } from "./watch-surveys.ts";
