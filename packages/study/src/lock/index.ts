// What has been published of the study. It reads files and hashes, so it is for Node alone.
export { type CheckedStudy, checkFolder, publicationProblems } from "./check-folder.ts";
export { codebookFindings, codebookFolder, writeCodebooks } from "./codebook-files.ts";
export { correctionsOf } from "./corrections-of.ts";
export { type DeclaredCorrection, parseDeclaration } from "./declared-correction.ts";
export { definitionHash } from "./definition-hash.ts";
export { LockError } from "./lock-error.ts";
export { lockPath, readLock, studyFolder, writeLock } from "./lock-file.ts";
export { emptyLock, type Lock, type LockedCorrection } from "./lock-schema.ts";
export { type Publication, type PublishOutcome, publishVersions } from "./publish-versions.ts";
export { readableJson } from "./readable-json.ts";
export { type Finding, type StudyFindingsOptions, studyFindings } from "./study-findings.ts";
