/** Random valid policy documents, small ones, as the values that their YAML would hold. */
import * as fc from "fast-check";
import { type LoadedPlan, parsePlan } from "../../model/load";

export type RawDocument = Record<string, unknown>;

const day = fc.integer({ min: 1, max: 40 }).map((days) => `${days}d`);
const deadline = fc.oneof(
  day,
  fc.record({ internet: day, internal: day }),
  fc.constantFrom("1mo", "72h"),
);
const deadlineSet = fc.record(
  { critical: deadline, high: deadline, exploited: deadline },
  { requiredKeys: ["critical"] },
);
const deadlines = fc.oneof(
  deadlineSet,
  fc
    .tuple(deadlineSet, deadlineSet, fc.constantFrom("2027-03-01", "2027-07-01"))
    .map(([first, second, from]) => [first, { from, ...second }]),
);
const hybrid = fc.constantFrom("refuse", "skip");
const tier = fc.record(
  {
    deadlines,
    outOfCycle: fc.constant("urgent"),
    recoveryPoint: fc.record(
      // No window is longer than its 3 hours, and backups begin 4 hours before.
      {
        ...{ required: fc.boolean(), keep: day, maxAge: fc.constantFrom("8h", "3d"), hybrid },
        unsupportedDisks: fc.constantFrom("cancel", "proceed", "exclude"),
      },
      { requiredKeys: ["required", "keep"] },
    ),
    cadence: fc.constantFrom("1mo", "5w"),
    rollback: fc.record({ when: fc.constant([{ failed: "5%" }]), within: fc.constant("1h") }),
  },
  { requiredKeys: ["deadlines", "outOfCycle"] },
);
const schedule = fc.constantFrom(
  "every day at 04:00",
  "every sunday at 04:00",
  "every monday, thursday at 22:00",
  "second tuesday +1 day at 22:00",
  "day 1, 15 at 03:00",
);
const window = fc.record(
  {
    schedule,
    timezone: fc.constantFrom("UTC", "America/New_York"),
    agreedBy: fc.constantFrom("ada", "bob"),
  },
  { requiredKeys: ["schedule"] },
);
const runs = { approval: fc.boolean(), startStopped: fc.boolean(), download: fc.boolean() };
const onAws = {
  alarms: fc.constantFrom([], ["web-errors"]),
  healthCheck: fc.constant("web-health"),
  hooks: fc.constantFrom({ before: "web-drain" }, { after: "web-undrain", onExit: "web-report" }),
};
const ring = fc.record(
  {
    ...runs,
    aws: fc.record(onAws, { requiredKeys: [] }),
    window: fc.constantFrom("one", "two"),
    soak: fc.constantFrom("0m", "1d", "36h"),
    concurrency: fc.constantFrom("25%", "50%", 3),
  },
  { requiredKeys: ["window"] },
);
const group = fc
  .record({
    asked: fc.record(
      {
        ...runs,
        recoveryPoint: fc.record(
          { when: fc.constantFrom("before", "inWindow"), hybrid },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: [] },
    ),
    tier: fc.constantFrom("gold", "silver"),
    owner: fc.constantFrom("payments", "platform"),
    exposure: fc.constantFrom("internet", "internal"),
    baselines: fc.constant(["linux"]),
    aws: fc.record(
      { regions: fc.subarray(["eu-central-1", "eu-west-1"], { minLength: 1 }), ...onAws },
      { requiredKeys: ["regions"] },
    ),
    rings: fc.array(ring, { minLength: 1, maxLength: 3 }),
  })
  .map(({ rings, asked, ...rest }) => ({
    ...rest,
    ...asked,
    // The first ring has none before it to rest from.
    rings: rings.map(({ soak, ...one }, index) => ({
      name: `ring-${index}`,
      ...one,
      ...(index === 0 || soak === undefined ? {} : { soak }),
    })),
  }));
const freeze = fc
  .tuple(fc.constantFrom("02-01", "12-18"), fc.constantFrom("02-10", "12-24"))
  .map(([from, to]) => ({ name: `freeze-${from}`, every: "year", from, to }));
/** What it is for names resources only where a rule of the policy pack judges them. */
const judged = fc.oneof(
  fc.record({ rule: fc.constantFrom("deadlines", "soak/not-kept") }),
  fc.record({
    rule: fc.constantFrom("aws-ec2-patch-group-tag", "azure-vm-patch-settings"),
    scope: fc.record(
      {
        urn: fc.constantFrom("urn:pulumi:*::cart", "*"),
        tags: fc.constantFrom({ service: "cart" }, { service: "search" }),
        pointed: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
    ticket: fc.constantFrom("CHG-1", "CHG-2"),
  }),
);

const acceptedRisk = fc.record({
  id: fc.constant("RISK-1"),
  reason: fc.constantFrom("old", "new"),
  owner: fc.constant("ada"),
  approvedBy: fc.constant("bob"),
  expires: fc.constantFrom("2027-01-31", "2028-01-31"),
});

const exception = fc.tuple(acceptedRisk, judged).map(([risk, rule]) => ({ ...risk, ...rule }));

const account = fc.record(
  {
    accounts: fc.constant({ prod: { id: "123456789012" } }),
    approvals: fc.record(
      { approvers: fc.constant(["ada", "role/approver"]), minimum: fc.constantFrom(1, 2) },
      { requiredKeys: ["approvers"] },
    ),
    recovery: fc.record(
      {
        key: fc.constant("create"),
        volumeKeys: fc.constant(["arn:aws:kms:eu-west-1:123456789012:key/mrk-1234abcd"]),
        copyTo: fc.constantFrom({ region: "eu-north-1" }, { region: "eu-north-1", key: "create" }),
        restoreTests: fc.record(
          { schedule: fc.constant("first sunday at 12:00"), check: fc.boolean() },
          { requiredKeys: ["schedule"] },
        ),
        maxPoints: fc.constantFrom(5, 500),
      },
      { requiredKeys: [] },
    ),
    output: fc.constantFrom({ bucket: "acme-output" }, { logGroup: "/patching" }),
    access: fc.constantFrom(
      { auditor: { principals: ["role/audit"] } },
      {
        requester: { existing: "ask" },
        approver: { principals: ["user/boss"], mfa: true, name: "boss" },
      },
    ),
    permissionsBoundary: fc.constant("bounds/patching"),
  },
  // Some groups ask people.
  { requiredKeys: ["accounts", "approvals"] },
);

export const randomDocument: fc.Arbitrary<RawDocument> = fc.record({
  version: fc.constant(1),
  organisation: fc.constant("acme"),
  timezone: fc.constantFrom("Europe/Berlin", "UTC"),
  effectiveFrom: fc.constant("2026-12-01"),
  clouds: fc.record({ aws: account }),
  tiers: fc.record({ gold: tier, silver: tier }),
  outOfCycle: fc.record({ urgent: fc.record({ inFreeze: fc.boolean() }) }),
  obligations: fc.subarray(["pci-dss-4.0.1", "essential-eight-ml2", "soc2"]),
  baselines: fc.record({
    linux: fc.record({
      // Where all systems know no delay, one that is written is a fault.
      systems: fc.constantFrom(["rhel-9"], ["rhel-9", "ubuntu-24.04"]),
      approve: fc.array(
        fc.record({
          classification: fc.subarray(["security", "bugfix"], { minLength: 1 }),
          after: fc.constantFrom("0d", "2d", "7d"),
        }),
        { minLength: 1, maxLength: 2 },
      ),
    }),
  }),
  windows: fc.record({ one: window, two: window }),
  freezes: fc.uniqueArray(freeze, { maxLength: 2, selector: ({ name }) => name }),
  groups: fc
    .uniqueArray(fc.constantFrom("web", "batch", "erp"), { minLength: 1 })
    .chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, group])))),
  exceptions: fc.array(exception, { maxLength: 1 }),
  enforcement: fc.constantFrom({}, { ruleset: "2026.11" }),
  approvedBy: fc.constantFrom("ciso", "board"),
  escalation: fc.subarray([
    { when: "dueSoon", before: "24h", to: "ada" },
    { when: "overdue", to: "ciso" },
  ]),
  limits: fc.record({ perAccount: fc.constantFrom(20, "50%") }),
});

/** JSON is YAML. */
export function loaded(document: RawDocument): Extract<LoadedPlan, { ok: true }> {
  const plan = parsePlan(JSON.stringify(document));
  if (!plan.ok) throw new Error(JSON.stringify(plan.faults));
  return plan;
}
