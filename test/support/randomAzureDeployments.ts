/** Random valid policies as wide as Azure deploys them: every key that something there is made from. */
import fc from "fast-check";
import { parsePlan } from "../../model/load";
import type { Plan } from "../../model/plan";
import { formatSchedule } from "../../model/schedule";
import { anySchedule } from "../model/arbitraries";
import { policyText } from "../model/policyText";

const locations = ["westeurope", "northeurope"];

const clouds = fc
  .record(
    {
      webhook: fc.record({
        tenant: fc.constant("99999999-2222-3333-4444-555555555555"),
        application: fc.constant("88888888-2222-3333-4444-555555555555"),
      }),
      recovery: fc.record(
        {
          // A vault is locked by a second deployment only.
          immutability: fc.constantFrom("disabled", "unlocked"),
          redundancy: fc.constantFrom("geo", "zone", "local"),
          crossRegionRestore: fc.boolean(),
          softDelete: fc.constantFrom("14d", "180d"),
        },
        { requiredKeys: [] },
      ),
      two: fc.boolean(),
      // Of each plan's own: Azure takes no name again for a while where one has just been deleted.
      start: fc.stringMatching(/^[0-9a-f]{8}$/),
    },
    { requiredKeys: ["two", "start"] },
  )
  .map(({ two, start, ...rest }) => ({
    azure: {
      subscriptions: {
        prod: { id: `${start}-2222-3333-4444-555555555555` },
        ...(two ? { dev: { id: `${start}-3333-3333-4444-555555555555` } } : {}),
      },
      resourceGroup: "rg-patching",
      ...rest,
    },
  }));

const tiers = fc
  .record({
    required: fc.boolean(),
    keep: fc.constantFrom("7d", "14d", "365d"),
  })
  .map((recoveryPoint) => ({
    gold: { deadlines: { critical: "200d" }, recoveryPoint },
    bronze: { deadlines: { critical: "300d" } },
  }));

const window = fc.record({
  schedule: anySchedule.map(formatSchedule),
  timezone: fc.constantFrom("UTC", "Europe/Berlin", "America/New_York", "Australia/Sydney"),
  duration: fc.constantFrom("90m", "2h", "3h", "235m", "6h"),
});

const baselines = fc.record({
  linux: fc.record(
    {
      systems: fc.subarray(["rhel-9", "ubuntu-24.04", "debian-12"], { minLength: 1 }),
      approve: fc.constantFrom(
        [{ classification: ["security"] }],
        [{ classification: ["security", "bugfix"] }],
      ),
      approved: fc.subarray(["openssl*", "bash"]),
      reject: fc.subarray(["telnet", "kernel-debug*"]),
    },
    { requiredKeys: ["systems", "approve"] },
  ),
  windows: fc.record(
    {
      systems: fc.subarray(["windows-server-2019", "windows-server-2022"], { minLength: 1 }),
      approve: fc.constantFrom(
        [{ classification: ["security", "critical"] }],
        [{ classification: ["rollup"] }],
      ),
      reject: fc.subarray(["KB5034441"]),
      excludeKbsRequiringReboot: fc.boolean(),
    },
    { requiredKeys: ["systems", "approve"] },
  ),
});

const healthCheck = fc.record(
  {
    linux: fc.constant("systemctl is-active nginx"),
    windows: fc.constant("exit [int]((Get-Service W3SVC).Status -ne 'Running')"),
  },
  { requiredKeys: ["linux"] },
);

const ring = fc.record(
  {
    window: fc.constantFrom("one", "two", "three"),
    soak: fc.constantFrom("1d", "1w"),
    azure: fc.record(
      { batches: fc.integer({ min: 2, max: 4 }), healthCheck },
      { requiredKeys: [] },
    ),
    locations: fc.constant(locations.slice(0, 1)),
    formerly: fc.boolean(),
  },
  { requiredKeys: ["window"] },
);

const group = fc
  .record({
    tier: fc.constantFrom("gold", "bronze"),
    reboot: fc.constantFrom("ifRequired", "never", "always"),
    baselines: fc.subarray(["linux", "windows"], { minLength: 1 }),
    placed: fc.subarray(locations, { minLength: 1 }),
    subscriptions: fc.boolean(),
    checked: fc.option(healthCheck, { nil: undefined }),
    rings: fc.array(ring, { minLength: 1, maxLength: 2 }),
  })
  .map(({ placed, subscriptions, checked, rings, ...rest }) => ({
    ...rest,
    owner: "payments",
    azure: {
      locations: placed,
      ...(subscriptions ? { subscriptions: ["prod"] } : {}),
      ...(checked === undefined ? {} : { healthCheck: checked }),
    },
    rings: rings.map(({ soak, formerly, locations: own, ...one }, index) => ({
      name: `ring-${index}`,
      ...one,
      ...(formerly === true ? { formerly: `wave-${index}` } : {}),
      ...(own === undefined || !placed.includes(own[0] ?? "") ? {} : { locations: own }),
      ...(index === 0 || soak === undefined ? {} : { soak }),
    })),
  }));

const freezes = fc.subarray([
  { name: "year-end", every: "year", from: "12-18", to: "01-04" },
  { name: "sale", from: "2027-03-01", to: "2027-03-03", groups: ["g0"] },
]);

const randomDocument: fc.Arbitrary<string> = fc
  .record({
    clouds,
    tiers,
    baselines,
    freezes,
    windows: fc.record({ one: window, two: window, three: window }),
    groups: fc.array(group, { minLength: 1, maxLength: 2 }),
  })
  .map((parts) =>
    policyText({
      clouds: `clouds: ${JSON.stringify(parts.clouds)}`,
      tiers: `tiers: ${JSON.stringify(parts.tiers)}`,
      baselines: `baselines: ${JSON.stringify(parts.baselines)}`,
      freezes: `freezes: ${JSON.stringify(parts.freezes)}`,
      windows: `windows: ${JSON.stringify(parts.windows)}`,
      groups: `groups: ${JSON.stringify(
        Object.fromEntries(parts.groups.map((one, index) => [`g${index}`, one])),
      )}`,
    }),
  );

/** A document that our own check refuses is none of them. */
export const randomAzureDeployed: fc.Arbitrary<{ readonly text: string; readonly plan: Plan }> =
  randomDocument
    .map((text) => {
      const loaded = parsePlan(text);
      return loaded.ok ? { text, plan: loaded.plan } : undefined;
    })
    .filter((one) => one !== undefined);

export const randomAzureDeployment: fc.Arbitrary<Plan> = randomAzureDeployed.map(
  ({ plan }) => plan,
);
