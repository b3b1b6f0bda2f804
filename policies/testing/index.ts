/**
 * A test kit for policy packs: drives policies as the engine does, in this process or over gRPC, without the Pulumi command, a
 * stack or an account.
 */
export type { Analysis, PolicyFinding } from "./analysis";
export { analyze, analyzeStack, remediate } from "./inProcess";
export { type PackConfiguration, secret, type TestResource, unknown, urnOf } from "./requests";
export { type PackInfo, type RunningPack, startPack } from "./runningPack";
