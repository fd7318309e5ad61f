export * from "./index.ts";
export { sendSurvey, sendSurveyFile } from "./send-survey.ts";
