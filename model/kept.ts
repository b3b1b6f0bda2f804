/**
 * Who keeps what: for every field of the document, whether a cloud keeps it by itself on a system, our
 * workflow keeps it, or nobody does. `check` reports what is not kept, and the proof does not count it.
 */
import { byWorkflow, type Kept, type KeptTable, natively, notKept } from "./kept/answers";
import { onApt, onCentos, onMacos, onWindows } from "./kept/awsSystems";
import type { Cloud } from "./plan";
import { type SystemFacts, type SystemId, systemFacts } from "./systems";

export type { Kept } from "./kept/answers";

export const keptFields = [
  "schedule",
  "duration",
  "cutoff",
  "systemUpdates",
  "delay",
  "until",
  "classification",
  "severity",
  "priority",
  "section",
  "products",
  "applications",
  "complianceLevel",
  "globalFilters",
  "approved",
  "reject",
  "rejectAction",
  "availableSecurityUpdates",
  "sources",
  "excludeKbsRequiringReboot",
  "soak",
  "concurrency",
  "stopAfter",
  "reboot",
  "freeze",
  "recoveryPoint",
  "recoveryWhen",
  "recoveryAge",
  "hybrid",
  "autoScaling",
  "unsupportedDisks",
  "ringBefore",
  "approval",
  "startStopped",
  "download",
  "alarms",
  "healthCheck",
  "hooks",
  "onFailure",
  "scan",
] as const;
export type KeptField = (typeof keptFields)[number];
type Table = KeptTable<KeptField>;

const onAws: Required<Table> = {
  schedule: natively("schedule of the maintenance window, with its time zone"),
  duration: natively("duration of the maintenance window, in whole hours"),
  cutoff: natively("cutoff of the maintenance window, in whole hours"),
  systemUpdates: natively("the package manager updates the system's own packages"),
  delay: natively("approveAfterDays of the approval rule"),
  until: natively("approveUntilDate of the approval rule"),
  classification: natively("CLASSIFICATION filter of the approval rule"),
  severity: natively("severity filter of the approval rule"),
  priority: notKept("only packages of Debian's family have a priority"),
  section: notKept("only packages of Debian's family have a section"),
  products: natively("PRODUCT filter of the approval rule"),
  applications: notKept("Microsoft's applications are for Windows"),
  complianceLevel: natively("complianceLevel of the approval rule and of the approved patches"),
  globalFilters: natively("global filters of the baseline"),
  approved: natively("approved patches of the baseline, in the forms that its packages have"),
  reject: natively("rejected patches of the baseline"),
  rejectAction: natively("rejectedPatchesAction of the baseline"),
  availableSecurityUpdates: notKept("SSM knows the status for Windows only"),
  sources: natively("sources of the baseline, which replace the machine's own repositories"),
  excludeKbsRequiringReboot: notKept("SSM cannot tell which updates need a reboot"),
  soak: natively("a later approval for the later ring, derived from the calendar"),
  concurrency: natively("maxConcurrency of the window's task"),
  stopAfter: natively("maxErrors of the window's task"),
  reboot: natively("RebootOption of the patch document"),
  freeze: byWorkflow("the runbook reads the change calendar first"),
  recoveryPoint: byWorkflow("a backup plan makes one; the runbook installs nothing without it"),
  recoveryWhen: byWorkflow("a backup plan before the window, or a backup job of the runbook"),
  recoveryAge: byWorkflow("the runbook asks each machine's recovery point for its age"),
  hybrid: byWorkflow("the runbook knows hybrid machines by their ids"),
  autoScaling: byWorkflow("the runbook knows machines of Auto Scaling groups by their tag"),
  unsupportedDisks: natively("every volume of EBS can be in a recovery point"),
  ringBefore: byWorkflow("the gate runbook asks how the ring before went, wherever it is"),
  approval: byWorkflow("aws:approve of the gate runbook, in a window of the group's own"),
  startStopped: byWorkflow(
    "the window finds it by a resource group; the runbook starts it, and stops it again",
  ),
  download: byWorkflow("the runbook has the package manager fetch everything first"),
  alarms: byWorkflow("gate and node runbook ask CloudWatch before a machine is touched"),
  healthCheck: byWorkflow("the runbook runs it on each machine after its install"),
  hooks: byWorkflow("the runbook runs them on each machine"),
  onFailure: byWorkflow("the runbook starts the restore of a machine that fails"),
  scan: natively("scan task of a maintenance window"),
};

const onAzure: Required<Table> = {
  schedule: natively("recurEvery, startDateTime and timeZone of the maintenance configuration"),
  duration: natively("duration of the maintenance configuration, 1h 30m to 3h 55m"),
  cutoff: notKept("a maintenance configuration has no cutoff: work may start until the end"),
  systemUpdates: natively("the system's own package manager or Windows Update installs them"),
  delay: notKept(
    "a maintenance configuration knows no delay: patches install from their release on",
  ),
  until: notKept("a maintenance configuration knows no dates: the rule is left out there"),
  classification: natively("classificationsToInclude of the maintenance configuration"),
  severity: notKept("a maintenance configuration knows classifications, not severities"),
  priority: notKept("a maintenance configuration knows classifications, not priorities"),
  section: notKept("a maintenance configuration knows classifications, not sections"),
  products: notKept("a maintenance configuration knows classifications, not products"),
  applications: notKept(
    "a maintenance configuration cannot choose applications: the rule is left out there",
  ),
  complianceLevel: notKept("Azure reports missing patches by their classification"),
  globalFilters: notKept("a maintenance configuration filters by classification alone"),
  approved: natively("KB numbers and package masks to include, beside the classifications"),
  reject: natively("KB numbers and package masks to exclude"),
  rejectAction: notKept("a maintenance configuration leaves dependencies to the package manager"),
  availableSecurityUpdates: notKept("Azure has no such status"),
  sources: notKept("a maintenance configuration leaves repositories to the machine"),
  excludeKbsRequiringReboot: notKept("only updates for Windows say whether they need a reboot"),
  soak: notKept("a maintenance configuration knows no delay that could keep it"),
  concurrency: notKept("all machines of a maintenance configuration start together"),
  stopAfter: notKept("a maintenance configuration does not stop after failures"),
  reboot: natively("rebootSetting of the maintenance configuration"),
  freeze: byWorkflow("the pre-event workflow cancels a run inside a freeze"),
  recoveryPoint: byWorkflow("the pre-event workflow makes a restore point, or cancels the run"),
  recoveryWhen: byWorkflow("the restore point is always made minutes before the run"),
  recoveryAge: byWorkflow("the restore point is always made minutes before the run"),
  hybrid: byWorkflow(
    "the pre-event workflow cancels a run with machines of Azure Arc, or patches them without one",
  ),
  autoScaling: notKept("no workflow of this release tells machines of a scale set from others"),
  approval: notKept("the pre-event workflow of this release asks nobody"),
  unsupportedDisks: byWorkflow("the pre-event workflow looks at each machine's disks"),
  ringBefore: byWorkflow("the pre-event workflow asks how the ring before went, wherever it is"),
  startStopped: byWorkflow(
    "the pre-event workflow starts it; the post-event workflow stops it again",
  ),
  download: notKept("a maintenance configuration fetches a patch when it installs it"),
  alarms: notKept("the pre-event workflow of this release asks no alarms"),
  healthCheck: byWorkflow(
    "the post-event workflow runs the scripts of `azure.healthCheck` on each machine",
  ),
  hooks: notKept("the workflows run nothing on machines but a health check"),
  onFailure: byWorkflow(
    "the post-event workflow has a virtual machine restored; Azure Arc has no restore points",
  ),
  scan: natively("periodic assessment every 24 hours, at a time of Azure's own"),
};

const onAzureWindows: Table = {
  sources: notKept("repositories are for Linux"),
  excludeKbsRequiringReboot: natively("excludeKbsRequiringReboot of the maintenance configuration"),
};

const onAwsBySelection: Readonly<Record<SystemFacts["selection"], Table>> = {
  notices: {},
  repositories: onApt,
  everything: onCentos,
};
const onAwsByKind: Readonly<Record<Exclude<SystemFacts["kind"], "linux">, Table>> = {
  windows: onWindows,
  macos: onMacos,
};

export function kept(field: KeptField, cloud: Cloud, system: SystemId): Kept {
  const { kind, selection } = systemFacts(system);
  if (cloud === "azure") {
    return (kind === "windows" ? onAzureWindows[field] : undefined) ?? onAzure[field];
  }
  const own = kind === "linux" ? onAwsBySelection[selection] : onAwsByKind[kind];
  return own[field] ?? onAws[field];
}
