/** Random valid policies as wide as AWS deploys them: every system, form of schedule, option of a baseline and rate. */
import fc from "fast-check";
import { parsePlan } from "../../model/load";
import type { Plan } from "../../model/plan";
import { formatSchedule } from "../../model/schedule";
import { anySchedule } from "../model/arbitraries";
import { policyText } from "../model/policyText";

/** AWS Config's recorder is made too: its rules need one. */
const everyAccount = {
  accounts: { prod: { id: "123456789012" }, dev: { id: "210987654321" } },
  compliance: { recorder: "create" },
  // Nobody is asked but by the groups that say so.
  approvals: { approvers: ["ada", "role/approver"], timeout: "15m", topic: "AutomationPatching" },
};

const copies = "arn:aws:backup:eu-west-1:123456789012:backup-vault:copies";

/** Somebody with a role around runs; nobody has two. */
/** @param always what is never left out. */
const person = (part: string, always: readonly "name"[] = []) =>
  fc.oneof(
    fc.constant({ existing: `own/${part}` }),
    fc.record(
      {
        principals: fc.constantFrom(
          [`role/${part}`, `user/${part}`],
          [`arn:aws:iam::210987654321:role/${part}`],
        ),
        mfa: fc.boolean(),
        externalId: fc.constant(`${part}-2027`),
        session: fc.constantFrom("1h", "12h"),
        name: fc.constant(`patch-${part}`),
      },
      { requiredKeys: ["principals", ...always] },
    ),
  );

/** What `clouds.aws` may say of runs and their recovery points. */
const account = fc.record(
  {
    recovery: fc.record(
      {
        maxPoints: fc.constant(1000),
        key: fc.constantFrom("create", "arn:aws:kms:eu-central-1:123456789012:key/mrk-1234abcd"),
        formerKeys: fc.constantFrom(
          ["default"],
          ["arn:aws:kms:us-east-1:123456789012:key/1234-old"],
        ),
        formerVaults: fc.constant(["central"]),
        volumeKeys: fc.constant(["arn:aws:kms:us-east-1:123456789012:key/mrk-5678abcd"]),
        lock: fc.constantFrom(
          { mode: "governance", minKeep: "1d" },
          { mode: "compliance", changeableFor: "14d", maxKeep: "500d" },
        ),
        copyTo: fc.constantFrom<object>(
          { region: "eu-west-1" },
          { region: "eu-west-1", keep: "30d" },
          { region: "eu-west-1", key: "arn:aws:kms:eu-west-1:123456789012:key/1234-abcd" },
          { region: "eu-west-1", vault: copies },
        ),
        restoreTests: fc.constantFrom(
          { schedule: "first sunday at 12:00" },
          { schedule: "first sunday at 12:00", check: false },
          { schedule: "every monday at 09:00", timezone: "Asia/Tokyo", start: "2h" },
          { schedule: "every monday at 09:00", validation: "6h" },
        ),
      },
      { requiredKeys: [] },
    ),
    approvals: fc.constant({ approvers: ["ada", "bob"], minimum: 2, topic: "AutomationAsked" }),
    output: fc.constantFrom({ bucket: "acme-output", prefix: "runs" }, { logGroup: "/patching" }),
    access: fc.record(
      { requester: person("ask"), approver: person("say", ["name"]), auditor: person("read") },
      { requiredKeys: [] },
    ),
    permissionsBoundary: fc.constant("bounds/patching"),
    roles: fc.constantFrom<object>(
      { window: "own/window" },
      { gate: "gate", node: "node" },
      { close: "close", restore: "restore", event: "own/event", dispatch: "own/dispatch" },
      { backup: "own/backup", restoreTests: "own/tests", restoreCheck: "own/check" },
      { verdicts: "own/verdicts" },
    ),
  },
  { requiredKeys: [] },
);
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
const notices = fc
  .record(
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
      approvedNonSecurity: fc.boolean(),
      sources: fc.constant([
        { name: "internal", products: ["RedhatEnterpriseLinux9.4"], configuration: "[main]" },
      ]),
      reject: fc.subarray(["kernel-debug*", "telnet"]),
      rejectAction: fc.constantFrom("block", "allowAsDependency"),
      globalFilters: fc.constantFrom<object>(
        { classification: ["security", "bugfix"] },
        { severity: ["critical", "high"] },
      ),
    },
    { requiredKeys: ["systems", "approve"] },
  )
  // A repository is of one product.
  .map(({ sources, ...one }) =>
    sources !== undefined && one.systems.includes("rhel-9") ? { sources, ...one } : one,
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
const windowsServers = fc
  .record(
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
  )
  // A product is of one of the systems.
  .map(({ approve, ...one }) => ({
    ...one,
    approve: one.systems.includes("windows-server-2022")
      ? approve.map((rule) =>
          "patchSet" in rule ? rule : { products: ["WindowsServer2022"], ...rule },
        )
      : approve,
  }));
const others = fc.record({
  systems: fc.constantFrom(["suse-15"], ["centos-stream-9"], ["macos-15"], ["suse-15", "suse-12"]),
  approve: fc.constant([{ classification: ["security"] }]),
});

const alarms = fc.constantFrom(["web-errors"], ["web-errors", "latency is high"]);
const hooks = fc.subarray(["before", "after", "onExit"]).map((when) => ({
  ...Object.fromEntries(when.map((one) => [one, `web-${one}`])),
}));
const runSettings = {
  approval: fc.boolean(),
  startStopped: fc.boolean(),
  download: fc.boolean(),
};
const onAws = { alarms, healthCheck: fc.constant("web-health"), hooks };

const ring = fc.record(
  {
    ...runSettings,
    aws: fc.record(onAws, { requiredKeys: [] }),
    window: fc.constantFrom("one", "two", "three"),
    soak: fc.constantFrom("1d", "36h", "1w"),
    maxNodes: fc.constantFrom(1, 40, 2000),
    former: fc.boolean(),
    oneRegion: fc.boolean(),
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
    runs: fc.record(
      {
        ...runSettings,
        recoveryPoint: fc.record(
          {
            when: fc.constantFrom("before", "inWindow"),
            maxAge: fc.constantFrom("28h", "50h"),
            hybrid: fc.constantFrom("refuse", "skip"),
            autoScaling: fc.constantFrom("refuse", "skip"),
            unsupportedDisks: fc.constantFrom("cancel", "proceed", "exclude"),
          },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: [] },
    ),
    aws: fc.record(onAws, { requiredKeys: [] }),
    accounts: few(fc.constantFrom(["prod"], ["prod", "dev"]), 1),
    former: fc.boolean(),
    promoted: fc.boolean(),
    tier: fc.constantFrom("gold", "bronze"),
    reboot: fc.constantFrom("ifRequired", "never", "always"),
    baselines: fc.subarray(["notices", "packages", "windows", "others"], { minLength: 1 }),
    regions: few(fc.subarray(regions, { minLength: 1 }), 1),
    rings: few(fc.array(ring, { minLength: 1, maxLength: 3 }), 2),
  })
  .map(({ regions: placed, rings, runs, aws, accounts, ...rest }) => ({
    ...rest,
    ...runs,
    ...(runs.recoveryPoint === undefined ? {} : { recoveryPoint: madeInTime(runs.recoveryPoint) }),
    owner: "payments",
    aws: { accounts, regions: placed, ...aws },
    rings: rings.map(({ soak, former, oneRegion, ...one }, index) => ({
      name: `ring-${index}`,
      ...one,
      ...(former === true ? { formerly: `wave-${index}` } : {}),
      ...(oneRegion === true ? { regions: placed.slice(0, 1) } : {}),
      ...(index === 0 || soak === undefined ? {} : { soak }),
    })),
  }));

/** Under its name, with the name that it had and the group that it follows. */
function named(all: readonly (typeof group extends fc.Arbitrary<infer T> ? T : never)[]) {
  const entries = all.map(({ former, promoted, ...one }, index) => [
    `g${index}`,
    {
      ...one,
      ...(former ? { formerly: `old-${index}` } : {}),
      ...(promoted && index > 0
        ? { promotedFrom: { group: "g0", ring: "ring-0", soak: "1d" } }
        : {}),
    },
  ]);
  return Object.fromEntries(entries);
}

const freezes = fc.subarray([
  { name: "year-end", every: "year", from: "12-18", to: "01-04" },
  { name: "sale", from: "2027-03-01", to: "2027-03-03", groups: ["g0"] },
  { name: "audit", from: "2027-05-03", to: "2027-05-06", timezone: "Asia/Tokyo" },
  { name: "tests", from: "2027-06-01", to: "2027-06-02", bars: "tests" },
]);

/** What the run itself makes has no age to keep. */
function madeInTime<T extends { readonly when?: string; readonly maxAge?: string }>({
  maxAge,
  ...point
}: T) {
  return maxAge === undefined || point.when !== "before" ? point : { maxAge, ...point };
}

const tiers = fc
  .record(
    {
      required: fc.boolean(),
      keep: fc.constantFrom("1d", "14d", "400d"),
      // The longest window lasts a day, and its backup is 4 hours older.
      maxAge: fc.constantFrom("28h", "72h"),
      when: fc.constantFrom("before", "inWindow"),
      hybrid: fc.constantFrom("refuse", "skip"),
      autoScaling: fc.constantFrom("refuse", "skip"),
      unsupportedDisks: fc.constantFrom("cancel", "proceed", "exclude"),
      onFailure: fc.constantFrom("stop", "restore"),
    },
    { requiredKeys: ["required", "keep"] },
  )
  .map(({ onFailure, ...recoveryPoint }) => ({
    gold: {
      deadlines: { critical: "200d" },
      recoveryPoint: madeInTime(recoveryPoint),
      // There is nothing to restore where no point is required.
      ...(onFailure === undefined || !recoveryPoint.required
        ? {}
        : { rollback: { when: [{ failed: "5%" }], within: "1h", onFailure } }),
    },
    bronze: { deadlines: { critical: "300d" } },
  }));

/** Documents of one or two accounts. */
const randomDocument: fc.Arbitrary<string> = fc
  .record({
    tiers,
    freezes,
    account,
    baselines: fc.record({ notices, packages, windows: windowsServers, others }),
    windows: fc.record({ one: window, two: window, three: window }),
    groups: few(fc.array(group, { minLength: 1, maxLength: 3 }), 1),
    scan: fc.constantFrom("every day at 12:00", "every sunday at 23:59"),
  })
  .map(({ tiers: tier, account: settings, groups, baselines, windows, freezes: frozen, scan }) => {
    return policyText({
      tiers: `tiers: ${JSON.stringify(tier)}`,
      baselines: `baselines: ${JSON.stringify(baselines)}`,
      windows: `windows: ${JSON.stringify(windows)}`,
      freezes: `freezes: ${JSON.stringify(frozen)}`,
      groups: `groups: ${JSON.stringify(named(groups))}`,
      rest: `scan: ${scan}`,
      clouds: `clouds: ${JSON.stringify({ aws: { ...everyAccount, ...settings } })}`,
    });
  });

interface Deployed {
  readonly text: string;
  readonly plan: Plan;
}

/** A document that our own check refuses is none of them. */
export const randomDeployed: fc.Arbitrary<Deployed> = randomDocument
  .map((text) => {
    const loaded = parsePlan(text);
    return loaded.ok ? { text, plan: loaded.plan } : undefined;
  })
  .filter((one) => one !== undefined);

export const randomDeployment: fc.Arbitrary<Plan> = randomDeployed.map(({ plan }) => plan);
