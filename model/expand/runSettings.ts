/** What a ring's run is asked beyond its patches, from the group, the ring that differs, and the tier. */
import type { RecoveryPoint, RunSettings } from "../plan";
import type { Policy } from "../policy";
import { present } from "../present";

type DocumentGroup = Policy["groups"][string];
type DocumentRing = DocumentGroup["rings"][number];

/** Nothing where nothing is asked. */
export function runSettings(group: DocumentGroup, ring: DocumentRing): RunSettings | undefined {
  const { alarms, healthCheck, hooks } = awsSettingsOf(group, ring);
  const asked = (key: "approval" | "startStopped" | "download"): true | undefined =>
    (ring[key] ?? group[key]) === true ? true : undefined;
  const settings = present({
    approval: asked("approval"),
    startStopped: asked("startStopped"),
    download: asked("download"),
    alarms: alarms.length === 0 ? undefined : alarms,
    healthCheck,
    hooks: Object.keys(hooks).length === 0 ? undefined : hooks,
  });
  return Object.keys(settings).length === 0 ? undefined : settings;
}

/** What the ring says replaces what the group says, whole. */
function awsSettingsOf({ aws: ofGroup }: DocumentGroup, { aws: ofRing }: DocumentRing) {
  return {
    alarms: ofRing?.alarms ?? ofGroup?.alarms ?? [],
    healthCheck: ofRing?.healthCheck ?? ofGroup?.healthCheck,
    hooks: present(ofRing?.hooks ?? ofGroup?.hooks ?? {}),
  };
}

/** What is promised is the tier's; how it is had, the group may say otherwise. */
export function planRecoveryPoint(
  tier: Policy["tiers"][string] | undefined,
  group: DocumentGroup,
): RecoveryPoint {
  const promised = tier?.recoveryPoint;
  const { when, hybrid, autoScaling, maxAge, unsupportedDisks } = {
    ...promised,
    ...present(group.recoveryPoint),
  };
  return present({
    required: promised?.required ?? true,
    keepDays: promised?.keep ?? 7,
    when: when === "inWindow" ? when : undefined,
    maxAge: maxAge === undefined ? undefined : maxAge * 60,
    hybrid: hybrid === "skip" ? hybrid : undefined,
    autoScaling: autoScaling === "skip" ? autoScaling : undefined,
    unsupportedDisks: unsupportedDisks === "cancel" ? undefined : unsupportedDisks,
  });
}
