// What the data of a questionnaire mean. Only what writes codebooks and exports needs it, so no app carries it.
export type {
  ChoiceCount,
  Codebook,
  CodebookCorrection,
  CodebookRange,
  CodebookValue,
  CodebookVariable,
  CodebookVersion,
  Versioned,
  VersionedText,
} from "./codebook.ts";
export { codebookOf } from "./codebook-of.ts";
export { conditionInWords } from "./condition-in-words.ts";
export { codebookMarkdown } from "./markdown/codebook-markdown.ts";
export { correctionInWords } from "./words/correction-in-words.ts";
export { factsInWords } from "./words/facts-in-words.ts";
export { kindInWords } from "./words/kind-in-words.ts";
export { type QuestionnaireText, questionnaireTexts } from "./words/questionnaire-texts.ts";
export type { Quote } from "./words/quote.ts";
export { type NamedWords, rulesInWords } from "./words/rules-in-words.ts";
export { scoresInWords } from "./words/scores-in-words.ts";
