/** Wrong arguments of recovery vaults. */
import { RecoveryVault, type RecoveryVaultArgs } from "../../../../components/azure";
import { subscription } from "../../patchRun";
import { planted, type Row } from "../plantedArgument";

const policy = {
  key: "gold",
  at: "00:00",
  timezone: "Europe/Berlin",
  keepDays: 14,
  patchGroups: ["web.canary"],
};
const with1 = (changes: object) => ({ policies: [{ ...policy, ...changes }] });

const rows: readonly Row[] = [
  ["no policy", { policies: [] }, "policies must be 1–200, got 0"],
  [
    "a time between the half hours",
    with1({ at: "00:15" }),
    'policies [0] at must be a time on the hour or half past, such as 00:30, got "00:15"',
  ],
  [
    "less than Azure Backup keeps",
    with1({ keepDays: 6 }),
    "policies [0] keepDays must be a whole number 7–9999, got 6",
  ],
  [
    "days as a text",
    with1({ keepDays: "14" }),
    'policies [0] keepDays must be a whole number, got "14"',
  ],
  [
    "a snapshot that outlives its backup",
    with1({ snapshotDays: 15 }),
    "policies [0] snapshotDays must be a whole number 1–14, got 15",
  ],
  [
    "a zone without a Windows name",
    with1({ timezone: "Antarctica/Troll" }),
    'policies [0] timezone must be a zone that Azure keeps, got "Antarctica/Troll"; time zone Antarctica/Troll has no Windows name',
  ],
  [
    "machines of nobody",
    with1({ patchGroups: [] }),
    "policies [0] patchGroups must name at least one, got none; leave it out for all",
  ],
  [
    "one key twice",
    { policies: [policy, policy] },
    'policies [1] key must be of one policy only, got "gold" twice',
  ],
  [
    "a key that is misspelt",
    with1({ keepdays: 14 }),
    'policies [0] must have no other keys than key, at, timezone, keepDays, snapshotDays, patchGroups; got "keepdays" (did you mean "keepDays"?)',
  ],
  [
    "a lock in another word",
    { immutability: "locked" },
    'immutability must be one of Disabled, Unlocked, Locked, got "locked"',
  ],
  [
    "backups in another region, of copies in one",
    { redundancy: "ZoneRedundant", crossRegionRestore: true },
    "crossRegionRestore must be false with ZoneRedundant: only GeoRedundant backups are in another region",
  ],
  [
    "a word for a redundancy",
    { redundancy: "geo" },
    'redundancy must be one of GeoRedundant, ZoneRedundant, LocallyRedundant, got "geo"',
  ],
  [
    "fewer days than a deleted backup has",
    { softDeleteDays: 13 },
    "softDeleteDays must be a whole number 14–180, got 13",
  ],
  [
    "a day that is none",
    { effectiveFrom: "2026-13-01" },
    'effectiveFrom must be a day written YYYY-MM-DD, got "2026-13-01"',
  ],
  [
    "a subscription's name",
    { subscriptionId: "prod" },
    'subscriptionId must be a GUID, got "prod"',
  ],
  [
    "a location's display name",
    { location: "West Europe" },
    'location must be a short name such as westeurope, got "West Europe"',
  ],
];

const declare = (args: object) =>
  new RecoveryVault("web", {
    resourceGroupName: "rg-patching",
    location: "westeurope",
    subscriptionId: subscription,
    effectiveFrom: "2026-12-01",
    policies: [policy],
    ...args,
  } as unknown as RecoveryVaultArgs);

export const vaultFaults = planted("RecoveryVault", declare, rows);

/** One by one only: what is decided beside others. */
export const existingVaultFaults = planted("RecoveryVault", declare, [
  [
    "a vault's id for its name",
    { existingVaultName: "/vaults/one" },
    'existingVaultName must be 2–50 letters, digits and hyphens from a letter on, got "/vaults/one"',
  ],
  [
    "a lock for a vault of somebody else",
    { existingVaultName: "own", immutability: "Locked" },
    "immutability must not be given with existingVaultName: who made the vault decides it",
  ],
  [
    "days for deleted backups in a vault of somebody else",
    { existingVaultName: "own", softDeleteDays: 30 },
    "softDeleteDays must not be given with existingVaultName: who made the vault decides it",
  ],
]);
