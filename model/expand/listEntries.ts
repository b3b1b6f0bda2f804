/** What of a baseline's approved and rejected patches a cloud can hold for a system. */
import { takesEntry } from "../patchNames";
import type { Cloud } from "../plan";
import type { SystemId } from "../systems";
import type { DocumentBaseline } from "./narrowing";

export function approvedOn({ approved }: DocumentBaseline, system: SystemId, cloud: Cloud) {
  return approved.filter((entry) => takesEntry(entry, "approved", system, cloud));
}

export function rejectedOn({ reject }: DocumentBaseline, system: SystemId, cloud: Cloud) {
  return reject.filter((entry) => takesEntry(entry, "reject", system, cloud));
}
