/**
 * Who keeps what: for every field of the document, whether a cloud keeps it by itself on a system, our
 * workflow keeps it, or nobody does. `check` reports what is not kept, and the proof does not count it.
 */
import type { Cloud } from "./plan";
import { type SystemId, systemFacts } from "./systems";

export const keptFields = [
  "schedule",
  "duration",
  "cutoff",
  "delay",
  "classification",
  "severity",
  "reject",
  "soak",
  "concurrency",
  "stopAfter",
  "reboot",
  "freeze",
  "recoveryPoint",
  "scan",
] as const;
export type KeptField = (typeof keptFields)[number];

export interface Kept {
  readonly how: "natively" | "byWorkflow" | "notKept";
  /** Why, or by what: half a sentence. */
  readonly why: string;
}

const natively = (why: string): Kept => ({ how: "natively", why });
const byWorkflow = (why: string): Kept => ({ how: "byWorkflow", why });
const notKept = (why: string): Kept => ({ how: "notKept", why });

const onAws: Readonly<Record<KeptField, Kept>> = {
  schedule: natively("schedule of the maintenance window, with its time zone"),
  duration: natively("duration of the maintenance window, in whole hours"),
  cutoff: natively("cutoff of the maintenance window, in whole hours"),
  delay: natively("approveAfterDays of the approval rule"),
  classification: natively("CLASSIFICATION filter of the approval rule"),
  severity: natively("severity filter of the approval rule"),
  reject: natively("rejected patches of the baseline"),
  soak: natively("a later approval for the later ring, derived from the calendar"),
  concurrency: natively("maxConcurrency of the window's task"),
  stopAfter: natively("maxErrors of the window's task"),
  reboot: natively("RebootOption of the patch document"),
  freeze: byWorkflow("the runbook reads the change calendar first"),
  recoveryPoint: byWorkflow("the runbook makes one before it installs"),
  scan: natively("scan task of a maintenance window"),
};

/** APT's feeds carry no release dates, classifications or severities. */
const onAwsApt: Partial<Readonly<Record<KeptField, Kept>>> = {
  delay: notKept("SSM knows no approval delay there: patches are approved on release"),
  classification: natively("security repository, or every repository"),
  severity: notKept("the package feed carries no severity: every security update is approved"),
  soak: notKept("SSM knows no approval delay there that could keep it"),
};

const onAzure: Readonly<Record<KeptField, Kept>> = {
  schedule: natively("recurEvery, startDateTime and timeZone of the maintenance configuration"),
  duration: natively("duration of the maintenance configuration, 1h 30m to 3h 55m"),
  cutoff: notKept("a maintenance configuration has no cutoff: work may start until the end"),
  delay: notKept(
    "a maintenance configuration knows no delay: patches install from their release on",
  ),
  classification: natively("classificationsToInclude of the maintenance configuration"),
  severity: notKept("a maintenance configuration knows classifications, not severities"),
  reject: natively("KB numbers and package masks to exclude"),
  soak: notKept("a maintenance configuration knows no delay that could keep it"),
  concurrency: notKept("all machines of a maintenance configuration start together"),
  stopAfter: notKept("a maintenance configuration does not stop after failures"),
  reboot: natively("rebootSetting of the maintenance configuration"),
  freeze: byWorkflow("the pre-event workflow cancels a run inside a freeze"),
  recoveryPoint: byWorkflow("the pre-event workflow makes a restore point, or cancels the run"),
  scan: natively("periodic assessment every 24 hours, at a time of Azure's own"),
};

export function kept(field: KeptField, cloud: Cloud, system: SystemId): Kept {
  if (cloud === "azure") {
    return onAzure[field];
  }
  const isApt = systemFacts(system).ssmSeverityKey === undefined;
  return (isApt ? onAwsApt[field] : undefined) ?? onAws[field];
}
