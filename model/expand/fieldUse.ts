/** A field in use somewhere, and the finding when a cloud does not keep it there. */
import type { FindingId } from "../findings/catalogue";
import { finding } from "../findings/finding";
import { type KeptField, kept } from "../kept";
import type { Cloud, Finding, PlannedGroup } from "../plan";
import type { SystemId } from "../systems";

/** Fields that a group can write and a cloud can fail to keep; entries of lists are told one by one. */
const ruleOf = {
  systemUpdates: "system-updates/not-kept",
  delay: "delay/not-kept",
  until: "until/not-kept",
  classification: "classification/not-kept",
  severity: "severity/not-kept",
  priority: "priority/not-kept",
  section: "section/not-kept",
  products: "products/not-kept",
  applications: "applications/not-kept",
  complianceLevel: "compliance-level/not-kept",
  globalFilters: "global-filters/not-kept",
  rejectAction: "reject-action/not-kept",
  availableSecurityUpdates: "available-security-updates/not-kept",
  sources: "sources/not-kept",
  excludeKbsRequiringReboot: "kbs-requiring-reboot/not-kept",
  soak: "soak/not-kept",
  concurrency: "concurrency/not-kept",
  stopAfter: "stop-after/not-kept",
  cutoff: "cutoff/not-kept",
  autoScaling: "auto-scaling/not-kept",
  approval: "approval/not-kept",
  download: "download/not-kept",
  alarms: "alarms/not-kept",
  healthCheck: "health-check/not-kept",
  hooks: "hooks/not-kept",
  onFailure: "restore/not-kept",
} as const satisfies Partial<Readonly<Record<KeptField, FindingId>>>;

export type UsedField = keyof typeof ruleOf;

/** The findings that say a use of a field is lost, and nothing else. */
export const lostFieldRules: ReadonlySet<FindingId> = new Set(Object.values(ruleOf));

/** What the document writes, and where. */
export interface FieldUse {
  readonly field: UsedField;
  readonly cloud: Cloud;
  readonly written: string;
  readonly systems: readonly SystemId[];
  readonly ring?: string;
  readonly path: readonly (string | number)[];
  /** Why it is not kept whatever the table says; the table decides when absent. */
  readonly why?: string;
}

/** A field that a group writes and a cloud does not keep on some of its systems. */
export interface LostUse extends FieldUse {
  readonly group: string;
  readonly why: string;
}

/** The systems of a use on which it is lost, if there are any, and why. */
export function lostUse(group: PlannedGroup, use: FieldUse): LostUse[] {
  const systems = use.systems.filter(
    (system) => use.why !== undefined || kept(use.field, use.cloud, system).how === "notKept",
  );
  const [example] = systems;
  if (example === undefined) {
    return [];
  }
  const why = use.why ?? kept(use.field, use.cloud, example).why;
  return [{ ...use, group: group.name, systems, why }];
}

export function notKeptFinding(use: LostUse): Finding {
  const cloud = use.cloud === "aws" ? "AWS" : "Azure";
  const ring = use.ring === undefined ? "" : ` ring ${use.ring}`;
  const where = use.cloud === "azure" ? cloud : `${cloud} for ${use.systems.join(", ")}`;
  return finding(ruleOf[use.field], {
    message: `group ${use.group}${ring}: ${use.written} is not kept on ${where}: ${use.why}`,
    group: use.group,
    ...(use.ring === undefined ? {} : { ring: use.ring }),
    path: use.path,
  });
}
