/**
 * A large organisation's policy, made up from a seed: root document, one file for windows and freezes, groups in files of
 * twenty. Teams have calendars of three windows. Windows, freezes, accounts and exceptions grow with the groups, so that no sharing hides what grows.
 */

export interface SplitDocument {
  readonly root: string;
  /** By path, relative to the root document. */
  readonly files: Readonly<Record<string, string>>;
}

const groupsPerFile = 20;
const zones = ["Europe/Berlin", "America/New_York", "Asia/Tokyo", "Australia/Sydney", "UTC"];
const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const regions = ["eu-central-1", "eu-west-1", "us-east-1", "ap-southeast-2"];
const locations = ["westeurope", "northeurope", "eastus", "australiaeast"];
const tiers = ["platinum", "gold", "silver", "bronze"];

/** Whole numbers below a limit; the same seed gives the same ones. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

export function organisation(groups: number, seed = 1): SplitDocument {
  const below = randomNumbers(seed);
  const pick = <T>(all: readonly T[]): T => all[below(all.length)] as T;
  const shape: Shape = {
    calendars: Math.max(1, Math.round(groups * 0.1)),
    freezes: Math.max(3, Math.round(groups * 0.03)),
    accounts: Math.max(2, Math.round(groups * 0.03)),
    groups,
    below,
    pick,
  };
  const files: Record<string, string> = { "calendar.yaml": calendarFile(shape) };
  for (let first = 0; first < groups; first += groupsPerFile) {
    const last = Math.min(groups, first + groupsPerFile);
    files[`groups/team-${String(first / groupsPerFile).padStart(4, "0")}.yaml`] = groupFile(
      shape,
      first,
      last,
    );
  }
  return { root: rootFile(shape), files };
}

interface Shape {
  /** Three windows each: one a ring. */
  readonly calendars: number;
  readonly freezes: number;
  readonly accounts: number;
  readonly groups: number;
  below(limit: number): number;
  pick<T>(all: readonly T[]): T;
}

function lines<T>(count: number, line: (index: number) => T): string {
  return Array.from({ length: count }, (_, index) => line(index)).join("\n");
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

function rootFile({ accounts }: Shape): string {
  return `version: 1
include: [calendar.yaml, groups/*.yaml]
organisation: large
timezone: Europe/Berlin
effectiveFrom: 2026-12-01
reviewBy: 2027-06-01
clouds:
  aws:
    accounts:
${lines(accounts, (index) => `      account-${index}: { id: "${String(100000000000 + index)}" }`)}
  azure:
    subscriptions:
${lines(accounts, (index) => `      subscription-${index}: { id: 11111111-2222-3333-4444-${String(index).padStart(12, "0")} }`)}
    resourceGroup: rg-patching
tiers:
  platinum: { deadlines: { critical: { internet: 21d, internal: 30d }, high: 30d, medium: 60d, low: 180d, exploited: 7d }, outOfCycle: urgent }
  gold: { deadlines: { critical: 30d, high: 45d, medium: 90d, low: 180d, exploited: 14d }, outOfCycle: urgent }
  silver: { deadlines: { critical: 45d, high: 60d, medium: 90d, low: 1mo } }
  bronze: { deadlines: { critical: 60d, high: 90d } }
outOfCycle:
  urgent: { when: [exploited, critical], notice: 4h, decide: { within: 4h, quorum: 2 }, perRing: 4h, inFreeze: true }
obligations: [pci-dss-4.0.1, iso-27001-2022, dora-rts-2024-1774]
baselines:
  linux: { systems: [amazon-linux-2023, rhel-9], approve: [{ classification: [security], after: 1d }, { classification: [bugfix], after: 7d }] }
  debian: { systems: [ubuntu-24.04], approve: [{ classification: [security] }] }
  windows: { systems: [windows-server-2022, windows-server-2025], approve: [{ classification: [security, critical], after: 1d }] }
`;
}

function calendarFile(shape: Shape): string {
  const { calendars, freezes, groups, below, pick } = shape;
  const window = (index: number): string => {
    const at = `${two(below(24))}:${two(below(3) * 15)}`;
    const day = below(7);
    const days = [weekdays[day], weekdays[(day + 3) % 7]].join(", ");
    const schedule = pick([
      `every day at ${at}`,
      `every ${days} at ${at}`,
      `every ${weekdays[day]} at ${at}`,
    ]);
    return `  window-${index}: { schedule: "${schedule}", timezone: ${pick(zones)}, agreedBy: team ${index}, agreedAt: 2026-11-02 }`;
  };
  const freeze = (index: number): string => {
    const month = two(1 + below(12));
    const day = 1 + below(24);
    const every = `every: year, from: ${month}-${two(day)}, to: ${month}-${two(day + 2)}`;
    const some = lines(5, () => `group-${below(groups)}`).split("\n");
    const only = index < 2 ? "" : `, groups: [${[...new Set(some)].join(", ")}]`;
    return `  - { name: freeze-${index}, ${every}${only} }`;
  };
  return `windows:\n${lines(3 * calendars, window)}\nfreezes:\n${lines(freezes, freeze)}\n`;
}

function groupFile(shape: Shape, first: number, last: number): string {
  const exceptions = [];
  const groups = [];
  for (let index = first; index < last; index++) {
    groups.push(groupText(shape, index));
    if (index % 20 === 7) {
      exceptions.push(
        `  - { id: RISK-${index}, scope: { group: group-${index} }, rule: deadlines, reason: accepted for the bench, owner: team-${index}, approvedBy: ciso, expires: 2027-06-30 }`,
      );
    }
  }
  const accepted = exceptions.length === 0 ? "" : `exceptions:\n${exceptions.join("\n")}\n`;
  return `# The groups of one team\ngroups:\n${groups.join("\n")}\n${accepted}`;
}

function groupText({ calendars, accounts, below, pick }: Shape, index: number): string {
  const region = below(regions.length);
  const calendar = below(calendars);
  const onAzure = index % 2 === 0;
  const azure = `\n    azure: { subscriptions: [subscription-${below(accounts)}], locations: [${pick(locations)}] }`;
  const ring = (name: string, order: number, more: string): string =>
    `      - { name: ${name}, window: window-${3 * calendar + order}${more} }`;
  return `  group-${index}:
    tier: ${pick(tiers)}
    owner: team-${index % 97}
    exposure: ${pick(["internet", "internal"])}
    environment: ${pick(["production", "staging"])}
    baselines: [${pick(["linux", "linux, debian", "windows", "linux, windows"])}]
    aws: { accounts: [account-${below(accounts)}], regions: [${regions[region]}, ${regions[(region + 1) % 4]}] }${onAzure ? azure : ""}
    rings:
${ring("canary", 0, `, regions: [${regions[region]}], concurrency: 50%`)}
${ring("early", 1, ", soak: 1d")}
${ring("broad", 2, ", soak: 2d, stopAfter: 5%")}`;
}
