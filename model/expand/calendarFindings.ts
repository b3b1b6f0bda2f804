/** Windows that nobody agreed to, tests that nobody owns, and freezes that are too much for a Change Calendar. */
import { toChangeCalendar } from "../changeCalendar";
import { finding } from "../findings/finding";
import type { Finding, Freeze, Plan } from "../plan";
import type { Policy } from "../policy";

export function calendarFindings(policy: Policy, plan: Plan): Finding[] {
  return [
    ...agreementFindings(policy, plan),
    ...ownerFindings(plan),
    ...sizeFindings(policy, plan),
  ];
}

/** Silent where no window has an owner or an agreement: then the organisation keeps them elsewhere. */
function agreementFindings(policy: Policy, plan: Plan): Finding[] {
  const used = new Set(plan.groups.flatMap(({ rings }) => rings.map(({ window }) => window.name)));
  const windows = Object.entries(policy.windows);
  const isKeptHere = windows.some(
    ([, { owner, agreedBy, agreedAt }]) => (owner ?? agreedBy ?? agreedAt) !== undefined,
  );
  return windows.flatMap(([name, { agreedBy, agreedAt }]) => {
    const missing = [
      ...(agreedBy === undefined ? ["agreedBy"] : []),
      ...(agreedAt === undefined ? ["agreedAt"] : []),
    ];
    if (!isKeptHere || !used.has(name) || missing.length === 0) return [];
    const message = `window ${name} is in use and has no ${missing.join(" and no ")}`;
    return [finding("window/not-agreed", { message, entry: name, path: ["windows", name] })];
  });
}

function ownerFindings(plan: Plan): Finding[] {
  return plan.testWindows.flatMap(({ name, owner, groups }) => {
    if (owner !== undefined) return [];
    const message = `test window ${name} of ${groups.join(", ")} has no owner`;
    return [finding("test-window/no-owner", { message, entry: name, path: ["testWindows", name] })];
  });
}

/** The size that a document may have. @see https://docs.aws.amazon.com/general/latest/gr/ssm.html */
const documentOctets = 64 * 1024;

/** One document holds the freezes of all groups; each group with freezes of its own has another. */
function sizeFindings(policy: Policy, plan: Plan): Finding[] {
  const imported = plan.freezes.filter(({ when }) => when.kind === "spans");
  if (plan.aws.length === 0 || imported.length === 0) return [];
  const shared = plan.freezes.filter(({ groups }) => groups === undefined);
  const own = plan.groups.map(({ name }) =>
    plan.freezes.filter(({ groups }) => groups?.includes(name)),
  );
  const distinct = new Map(
    [shared, ...own].map((freezes) => [freezes.map(({ name }) => name).join(" "), freezes]),
  );
  const tooLarge = [...distinct.values()].filter(
    (freezes) => octets(plan, freezes) > documentOctets,
  );
  return imported
    .filter((freeze) => tooLarge.some((freezes) => freezes.includes(freeze)))
    .map((freeze) => {
      const spans = freeze.when.kind === "spans" ? freeze.when.spans.length : 0;
      const index = policy.freezes.findIndex(({ name }) => name === freeze.name);
      const message = `freeze ${freeze.name}: ${spans} events of its calendar, with the other freezes of the same groups, are more than the ${documentOctets / 1024} KB of a Change Calendar`;
      const path = ["freezes", index, "calendar"];
      return finding("freeze/too-many-events", { message, entry: freeze.name, path });
    });
}

/** With a name as long as those that are deployed. */
function octets(plan: Plan, freezes: readonly Freeze[]): number {
  const imported = freezes.some(({ when }) => when.kind === "spans");
  const title = `${plan.organisation}: freezes of ${"n".repeat(40)}`;
  return imported ? Buffer.byteLength(toChangeCalendar(freezes, title)) : 0;
}
