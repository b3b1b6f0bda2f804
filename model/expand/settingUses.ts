/** What a group, its rings and its tier write of runs and their recovery points, for each cloud on which they run. */
import type { PlannedGroup, RingSystem } from "../plan";
import type { Policy } from "../policy";
import { alike } from "./alike";
import { uniqueCells } from "./cells";
import type { FieldUse, UsedField } from "./fieldUse";
import { runsOn } from "./ringSystems";

type DocumentGroup = Policy["groups"][string];
type Setting = Extract<UsedField, "approval" | "download">;

const words: Readonly<Record<Setting, string>> = {
  approval: "the approval of people",
  download: "fetching packages beforehand",
};

/** Below `aws:`, where the document has them; a group on both clouds has none on the other one. */
const awsWords = {
  alarms: "that alarms must be OK",
  healthCheck: "the health check",
  hooks: "the hooks",
} as const satisfies Partial<Readonly<Record<UsedField, string>>>;
type AwsSetting = keyof typeof awsWords;

const documentOfAws =
  "it names a document of Systems Manager; azure.healthCheck says what is run there";

export function settingUses(
  policy: Policy,
  group: PlannedGroup,
  written: DocumentGroup,
): FieldUse[] {
  return [
    ...tierUses(policy, group, written),
    ...written.rings.flatMap((ring, index) =>
      (["aws", "azure"] as const).flatMap((cloud) => {
        const cells = group.rings[index]?.systems.filter((one) => one.cloud === cloud) ?? [];
        if (!runsOn(written, ring, cloud)) return [];
        const asked = (Object.keys(words) as Setting[]).flatMap((field) => {
          if ((ring[field] ?? written[field]) !== true) return [];
          const own = ring[field] === undefined ? [] : ["rings", index];
          const path = ["groups", group.name, ...own, field];
          return [{ field, cloud, written: words[field], ring: ring.name, path, ...on(cells) }];
        });
        return cloud === "aws" ? asked : [...asked, ...awsUses(group.name, written, index, cells)];
      }),
    ),
  ];
}

/** What a ring that Azure patches too has on AWS alone. */
function awsUses(
  group: string,
  written: DocumentGroup,
  index: number,
  cells: readonly RingSystem[],
): FieldUse[] {
  const ring = written.rings[index];
  return (Object.keys(awsWords) as AwsSetting[]).flatMap((field): FieldUse[] => {
    const own = ring?.aws?.[field];
    const value = own ?? written.aws?.[field];
    if (value === undefined || Object.keys(value).length === 0) return [];
    const isHealth = field === "healthCheck";
    if (isHealth && (ring?.azure?.healthCheck ?? written.azure?.healthCheck) !== undefined)
      return [];
    return [
      {
        field,
        cloud: "azure",
        written: awsWords[field],
        ...(ring === undefined ? {} : { ring: ring.name }),
        path: ["groups", group, ...(own === undefined ? [] : ["rings", index]), "aws", field],
        ...(isHealth && { why: documentOfAws }),
        ...on(cells),
      },
    ];
  });
}

function on(cells: readonly RingSystem[]): Pick<FieldUse, "systems"> {
  return { systems: cells.map(({ system }) => system) };
}

/** Said once for the whole group. */
function tierUses(policy: Policy, group: PlannedGroup, written: DocumentGroup): FieldUse[] {
  const tier = policy.tiers[group.tier];
  return alike(uniqueCells(group), ({ cloud }) => cloud).flatMap((cells): FieldUse[] => {
    const [{ cloud }] = cells;
    return [
      ...(tier?.rollback?.onFailure === "restore"
        ? [
            {
              field: "onFailure" as const,
              cloud,
              written: "the restore of a machine that fails",
              path: ["tiers", group.tier, "rollback", "onFailure"],
              ...on(cells),
            },
          ]
        : []),
      ...autoScalingUse(tier, group, written, cells),
    ];
  });
}

function autoScalingUse(
  tier: Policy["tiers"][string] | undefined,
  group: PlannedGroup,
  { recoveryPoint }: DocumentGroup,
  cells: readonly RingSystem[],
): FieldUse[] {
  const field = "autoScaling";
  const own = recoveryPoint[field] !== undefined;
  if (!own && tier?.recoveryPoint[field] === undefined) return [];
  const path = own ? ["groups", group.name] : ["tiers", group.tier];
  return cells.slice(0, 1).map(({ cloud }) => ({
    field,
    cloud,
    written: "what becomes of machines of Auto Scaling groups",
    path: [...path, "recoveryPoint", field],
    ...on(cells),
  }));
}
