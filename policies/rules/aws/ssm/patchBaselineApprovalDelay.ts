/** A baseline may not make a patch wait longer than the rings of the document do: those delays are proved in time. */
import { essentialEight, nist80040, nist80053, pciDss } from "../../../control";
import { broken, type Outcome } from "../../../outcome";
import type { Check, ResourceRule, World } from "../../../rule";
import {
  type ApprovalRule,
  describeKind,
  firstApproval,
  type Kind,
  kindsOf,
  longestDeadlineDays,
  operatingSystemOf,
  plannedBaselines,
  plannedRule,
  readRules,
} from "./approvals";
import { exampleBaseline, securityAfterTwoDays } from "./exampleBaseline";

interface Limit {
  readonly days: number;
  readonly because: string;
}

/** The longest delay of any planned ring for the kind; for a system that is not planned, the longest deadline. */
function limitOf(world: World, operatingSystem: string, kind: Kind): Limit | undefined {
  const baselines = plannedBaselines(world.plan, operatingSystem);
  if (baselines.length === 0) {
    const days = longestDeadlineDays(world, kind.severity);
    return days === undefined
      ? undefined
      : { days, because: `the document's longest deadline for ${kind.severity}` };
  }
  const delays = baselines.flatMap(
    (baseline) => firstApproval(baseline.rules.map(plannedRule), kind)?.delay ?? [],
  );
  return delays.length === 0
    ? undefined
    : { days: Math.max(...delays), because: `the document's longest delay for ${operatingSystem}` };
}

function tooSlow(kind: Kind, slow: ApprovalRule, limit: Limit): Outcome {
  return broken({
    problem: `${describeKind(kind)} wait too long for their approval`,
    property: slow.property,
    seen: String(slow.delay),
    allowed: `at most ${limit.days} (${limit.because})`,
    fix: `set it to ${Math.floor(limit.days)} or less`,
  });
}

const approvesInTime: Check = (baseline, world) => {
  const operatingSystem = operatingSystemOf(baseline);
  const read = readRules(baseline);
  const known = read.filter((rule): rule is ApprovalRule => !("unknown" in rule));
  const waiting = read.find((rule) => "unknown" in rule);
  const planned = plannedBaselines(world.plan, operatingSystem).flatMap((one) => one.rules);
  const kinds = kindsOf([...known, ...planned.map(plannedRule)]);
  const found = kinds.flatMap((kind): readonly Outcome[] => {
    const first = firstApproval(known, kind);
    const limit = limitOf(world, operatingSystem, kind);
    if (!first || !limit || first.delay <= limit.days) {
      return [];
    }
    // A rule that is not known yet may still approve this kind sooner.
    return waiting
      ? [{ kind: "undetermined", property: waiting.property }]
      : [tooSlow(kind, first, limit)];
  });
  const undecided: readonly Outcome[] = waiting
    ? [{ kind: "undetermined", property: waiting.property }]
    : [];
  return oneEachProperty([...found, ...undecided]);
};

/** One rule that is too slow for several kinds is told once. */
function oneEachProperty(outcomes: readonly Outcome[]): readonly Outcome[] {
  const first = new Map(
    outcomes.map((one) => [`${one.kind} ${one.property}`, one]).reverse() as [string, Outcome][],
  );
  return [...first.values()].reverse();
}

export const patchBaselineApprovalDelay: ResourceRule = {
  kind: "resource",
  id: "aws-ssm-patch-baseline-approval-delay",
  title: "Patch baselines approve patches no later than the document's rings do.",
  why: "A patch that waits longer for its approval than the document's rings do is installed after its deadline: the proof counts with the document's delays.",
  level: "mandatory",
  severity: "high",
  controls: [
    nist80040("§3.5"),
    nist80053("SI-2"),
    pciDss("6.3.3"),
    essentialEight("patch operating systems"),
  ],
  ruleset: "2026.11",
  fix: "Lower approveAfterDays to the document's delay for that kind of patch, or use the PatchBaseline component.",
  url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-predefined-and-custom-patch-baselines.html",
  parameters:
    "For each kind of patch the longest delay of any planned ring of that operating system; for an operating system that is not planned, the longest deadline of the severity.",
  missing: "A rule without approveAfterDays approves at once, as SSM does on Debian and Ubuntu.",
  unknown:
    "A rule that is unknown may approve anything: only kinds that the known rules approve in time are decided.",
  types: ["aws:ssm/patchBaseline:PatchBaseline"],
  examples: {
    bad: exampleBaseline({ ...securityAfterTwoDays, approveAfterDays: 10 }),
    good: exampleBaseline({ ...securityAfterTwoDays, approveAfterDays: 9 }),
  },
  checks: [approvesInTime],
};
