export { anyChance } from "./any-chance.ts";
export { anyQuestionnaire } from "./any-questionnaire.ts";
