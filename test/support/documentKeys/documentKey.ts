/** One key of a document, and all that it changes of what is deployed on AWS. */

/** Parts of a small document with a group `web` of two rings, `canary` on Sundays and `broad` on Mondays. */
export interface Written {
  /** Keys of `clouds.aws`. */
  readonly aws?: string;
  /** Keys of the tier. */
  readonly tier?: string;
  /** One key of the group. */
  readonly group?: string;
  /** Keys of the group's `aws`. */
  readonly onAws?: string;
  /** Keys of the ring broad. */
  readonly ring?: string;
}

export interface DocumentKey {
  readonly key: string;
  readonly base: Written;
  /** Added to the base. */
  readonly written: Written;
  /** `<component> <type> <name> <input>`; after `+` and `-`, resources that come and go. Sorted. */
  readonly changes: readonly string[];
  /** What one of the new values holds. */
  readonly holds: string;
}

const settings = (ring: string) => `PatchRunbooks Parameter web.${ring}-settings insecureValue`;

export const broad = settings("broad");
export const canary = settings("canary");
/** A ring whose stopped machines are reached: by a resource group, in another target. */
const reaching = (window: string, ring: string) => ({
  group: `+ PatchRunbooks Group ${ring}-machines`,
  targets: ["resourceType", "targets"].map(
    (input) => `MaintenanceWindow MaintenanceWindowTarget acme-${window}-${ring} ${input}`,
  ),
});
export const reached = {
  broad: reaching("monday", "web.broad"),
  canary: reaching("sunday", "web.canary"),
};
export const windowAccess = "PatchRunbooks RolePolicy window policy";
export const backups = {
  broad: "SnapshotPolicy Plan acme-monday_gold rules",
  canary: "SnapshotPolicy Plan acme-sunday_gold rules",
};
export const nodeAccess = "PatchRunbooks RolePolicy node policy";
export const nodeRunbook = "PatchRunbooks Document node content";
export const gateRunbook = "PatchRunbooks Document gate content";
export const tested: Written = {
  aws: "recovery: { restoreTests: { schedule: first sunday at 12:00 } }",
};
