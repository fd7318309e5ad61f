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
