/** Random valid policies as wide as AWS deploys them: every system, form of schedule, option of a baseline and rate. */
import fc from "fast-check";
import { parsePlan } from "../../model/load";
import type { Plan } from "../../model/plan";
import { formatSchedule } from "../../model/schedule";
import { anySchedule } from "../model/arbitraries";
import { policyText } from "../model/policyText";

/** AWS Config's recorder is made too: its rules need one. */
const recorded =
  'clouds:\n  aws: { accounts: { prod: { id: "123456789012" } }, compliance: { recorder: create } }';
const regions = ["eu-central-1", "us-east-1"];
const zone = fc.constantFrom("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe");
const delay = fc.constantFrom("0d", "1d", "7d", "30d");
const window = fc
  .record({
    schedule: anySchedule.map(formatSchedule),
    timezone: zone,
    hours: fc.integer({ min: 1, max: 24 }),
    free: fc.double({ min: 0, max: 0.99, noNaN: true }),
    perNode: fc.constantFrom("5m", "20m", "45m"),
  })
  .map(({ schedule, timezone, hours, free, perNode }) => ({
    ...{ schedule, timezone, perNode },
    duration: `${hours}h`,
    cutoff: `${Math.floor(hours * free)}h`,
  }));

/** Baselines by kind of system: what one knows is a fault on the other. */
const noticeSystems = fc.subarray(
  [
    ...["amazon-linux-2", "amazon-linux-2023", "rhel-8", "rhel-9", "rocky-linux-9"],
    ...["alma-linux-9", "oracle-linux-9"],
  ],
  { minLength: 1 },
);
const notices = fc.record(
  {
    systems: noticeSystems,
    approve: fc.array(
      fc.record(
        {
          classification: fc.subarray(["security", "bugfix"], { minLength: 1 }),
          severity: fc.subarray(["critical", "high", "low"], { minLength: 1 }),
          after: delay,
          complianceLevel: fc.constantFrom("critical", "high", "informational"),
        },
        { requiredKeys: ["classification"] },
      ),
      { minLength: 1, maxLength: 4 },
    ),
    approved: fc.subarray(["openssl*", "bash"]),
    approvedComplianceLevel: fc.constantFrom("critical", "low"),
    reject: fc.subarray(["kernel-debug*", "telnet"]),
    rejectAction: fc.constantFrom("block", "allowAsDependency"),
    globalFilters: fc.constant({ classification: ["security", "bugfix"] }),
  },
  { requiredKeys: ["systems", "approve"] },
);
const packages = fc.record({
  systems: fc.subarray(["ubuntu-22.04", "ubuntu-24.04", "debian-11", "debian-12"], {
    minLength: 1,
  }),
  approve: fc.constantFrom(
    [{ classification: ["security"] }],
    [{ classification: ["security", "bugfix"], priority: ["required", "important"] }],
    [{ classification: ["security"] }, { classification: ["bugfix"], section: ["net"] }],
  ),
  reject: fc.subarray(["telnet"]),
});
const windowsServers = fc.record(
  {
    systems: fc.subarray(["windows-server-2019", "windows-server-2022", "windows-server-2025"], {
      minLength: 1,
    }),
    approve: fc.constantFrom<object[]>(
      [{ classification: ["security", "critical"], after: "3d" }],
      [{ classification: ["rollup"], until: "2026-12-31" }],
      [{ classification: ["security"], patchSet: "application", productFamily: ["Office"] }],
    ),
    availableSecurityUpdates: fc.constantFrom("compliant", "nonCompliant"),
    reject: fc.subarray(["KB5034441"]),
  },
  { requiredKeys: ["systems", "approve"] },
);
const others = fc.record({
  systems: fc.constantFrom(["suse-15"], ["centos-stream-9"], ["macos-15"], ["suse-15", "suse-12"]),
  approve: fc.constant([{ classification: ["security"] }]),
});

const ring = fc.record(
  {
    window: fc.constantFrom("one", "two", "three"),
    soak: fc.constantFrom("1d", "36h", "1w"),
    concurrency: fc.constantFrom("1%", "25%", "100%", 1, 50),
    stopAfter: fc.constantFrom("0%", "5%", 0, 3),
  },
  { requiredKeys: ["window"] },
);
/** Most lists are cut short: three hundred plans should not take the time of a thousand. */
function few<T>(lists: fc.Arbitrary<T[]>, usual: number): fc.Arbitrary<T[]> {
  return fc
    .tuple(lists, fc.integer({ min: 0, max: 4 }))
    .map(([list, chance]) => (chance === 0 ? list : list.slice(0, usual)));
}

const group = fc
  .record({
    tier: fc.constantFrom("gold", "bronze"),
    reboot: fc.constantFrom("ifRequired", "never", "always"),
    baselines: fc.subarray(["notices", "packages", "windows", "others"], { minLength: 1 }),
    regions: few(fc.subarray(regions, { minLength: 1 }), 1),
    rings: few(fc.array(ring, { minLength: 1, maxLength: 3 }), 2),
  })
  .map(({ regions: placed, rings, ...rest }) => ({
    ...rest,
    owner: "payments",
    aws: { accounts: ["prod"], regions: placed },
    rings: rings.map(({ soak, ...one }, index) => ({
      name: `ring-${index}`,
      ...one,
      ...(index === 0 || soak === undefined ? {} : { soak }),
    })),
  }));

const freezes = fc.subarray([
  { name: "year-end", every: "year", from: "12-18", to: "01-04" },
  { name: "sale", from: "2027-03-01", to: "2027-03-03", groups: ["g0"] },
]);

const tiers = fc
  .record({ required: fc.boolean(), keep: fc.constantFrom("1d", "14d", "400d") })
  .map((recoveryPoint) => ({
    gold: { deadlines: { critical: "200d" }, recoveryPoint },
    bronze: { deadlines: { critical: "300d" } },
  }));

/** Plans of one account; a document that our own check refuses is none of them. */
export const randomDeployment: fc.Arbitrary<Plan> = fc
  .record({
    tiers,
    freezes,
    baselines: fc.record({ notices, packages, windows: windowsServers, others }),
    windows: fc.record({ one: window, two: window, three: window }),
    groups: few(fc.array(group, { minLength: 1, maxLength: 3 }), 1),
    scan: fc.constantFrom("every day at 12:00", "every sunday at 23:59"),
  })
  .map(({ tiers: tier, groups, baselines, windows, freezes: frozen, scan }) => {
    const named = Object.fromEntries(groups.map((one, index) => [`g${index}`, one]));
    const loaded = parsePlan(
      policyText({
        tiers: `tiers: ${JSON.stringify(tier)}`,
        baselines: `baselines: ${JSON.stringify(baselines)}`,
        windows: `windows: ${JSON.stringify(windows)}`,
        freezes: `freezes: ${JSON.stringify(frozen)}`,
        groups: `groups: ${JSON.stringify(named)}`,
        rest: `scan: ${scan}`,
        clouds: recorded,
      }),
    );
    return loaded.ok ? loaded.plan : undefined;
  })
  .filter((plan) => plan !== undefined);
