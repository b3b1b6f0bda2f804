export * as aws from "./aws";
export * as azure from "./azure";
export { patchTags } from "./patchTags";
export { PatchingProgramme, type PatchingProgrammeArgs } from "./programme";
