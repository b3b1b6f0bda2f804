/** One finding for each field that a group writes and a cloud does not keep. */
import type { FindingId } from "../findings/catalogue";
import { finding } from "../findings/finding";
import { type KeptField, kept } from "../kept";
import type { Cloud, Finding, Plan, PlannedGroup, RingSystem } from "../plan";
import type { Policy } from "../policy";
import { restBefore } from "../restBefore";
import { type SystemId, systemFacts } from "../systems";
import { rejectedOn } from "./awsBaselines";
import { runsOn } from "./rings";

type DocumentGroup = Policy["groups"][string];

/** A field in use somewhere: what the document writes, and where. */
interface Use {
  readonly field: keyof typeof ruleOf;
  readonly cloud: Cloud;
  readonly written: string;
  readonly systems: readonly SystemId[];
  readonly ring?: string;
  readonly path: readonly (string | number)[];
}

export function notKeptFindings(policy: Policy, plan: Plan): Finding[] {
  return plan.groups.flatMap((group) => {
    const written = policy.groups[group.name];
    return written === undefined
      ? []
      : [...baselineUses(policy, group), ...ringUses(policy, group, written)].flatMap((use) =>
          report(group, use),
        );
  });
}

function report(group: PlannedGroup, use: Use): Finding[] {
  const lost = use.systems.filter((system) => kept(use.field, use.cloud, system).how === "notKept");
  const [example] = lost;
  if (example === undefined) {
    return [];
  }
  const cloud = use.cloud === "aws" ? "AWS" : "Azure";
  const ring = use.ring === undefined ? "" : ` ring ${use.ring}`;
  const where = use.cloud === "azure" ? cloud : `${cloud} for ${lost.join(", ")}`;
  return [
    finding(ruleOf[use.field], {
      message: `group ${group.name}${ring}: ${use.written} is not kept on ${where}: ${kept(use.field, use.cloud, example).why}`,
      group: group.name,
      ...(use.ring === undefined ? {} : { ring: use.ring }),
      path: use.path,
    }),
  ];
}

/** Fields that a group can write and a cloud can fail to keep. */
const ruleOf = {
  delay: "delay/not-kept",
  severity: "severity/not-kept",
  soak: "soak/not-kept",
  concurrency: "concurrency/not-kept",
  stopAfter: "stop-after/not-kept",
  cutoff: "cutoff/not-kept",
} as const satisfies Partial<Readonly<Record<KeptField, FindingId>>>;

function baselineUses(policy: Policy, group: PlannedGroup): Use[] {
  const cells = uniqueCells(group);
  return (["aws", "azure"] as const).flatMap((cloud) =>
    [...new Set(cells.map(({ baseline }) => baseline))].flatMap((baseline): Use[] => {
      const here = cells.filter((cell) => cell.cloud === cloud && cell.baseline === baseline);
      const rules = policy.baselines[baseline]?.approve ?? [];
      const delays = rules.filter((rule) => rule.after > 0).map((rule) => `${rule.after}d`);
      const severities = [...new Set(rules.flatMap((rule) => rule.severity ?? []))];
      const systems = here.map(({ system }) => system);
      const path = ["baselines", baseline, "approve"];
      return [
        ...(delays.length === 0
          ? []
          : [
              {
                field: "delay" as const,
                cloud,
                systems,
                path,
                written: `the approval delay (${delays.join(", ")}) of baseline ${baseline}`,
              },
            ]),
        ...(severities.length === 0
          ? []
          : [
              {
                field: "severity" as const,
                cloud,
                systems,
                path,
                written: `the choice of severities (${severities.join(", ")}) of baseline ${baseline}`,
              },
            ]),
      ];
    }),
  );
}

function uniqueCells(group: PlannedGroup): readonly RingSystem[] {
  const cells = group.rings.flatMap(({ systems }) => systems);
  const byKey = new Map(cells.map((cell) => [`${cell.system} ${cell.cloud}`, cell]));
  return [...byKey.values()];
}

function ringUses(policy: Policy, group: PlannedGroup, written: DocumentGroup): Use[] {
  return group.rings.flatMap((ring, index) => {
    const document = written.rings[index];
    const clouds = (["aws", "azure"] as const).filter(
      (cloud) => document !== undefined && runsOn(written, document, cloud),
    );
    const cutoff = policy.windows[ring.window.name]?.cutoff;
    return clouds.flatMap((cloud): Use[] => {
      const here = ring.systems.filter((one) => one.cloud === cloud);
      const use = (field: Use["field"], key: string, text: string, cells = here): Use => ({
        field,
        cloud,
        written: text,
        systems: cells.map(({ system }) => system),
        ring: ring.name,
        path: ["groups", group.name, "rings", index, key],
      });
      const before = group.rings.slice(0, index);
      const unsoaked = here.filter(
        (one) =>
          one.soakKept === "notKept" &&
          restBefore(group, before, ring.soak, one)?.group === group.name,
      );
      const uses: readonly (readonly [boolean, Use])[] = [
        [unsoaked.length > 0, use("soak", "soak", "the soak", unsoaked)],
        [document?.concurrency !== undefined, use("concurrency", "concurrency", "concurrency")],
        [document?.stopAfter !== undefined, use("stopAfter", "stopAfter", "stopAfter")],
        [cutoff !== undefined, use("cutoff", "window", `the cutoff of window ${ring.window.name}`)],
      ];
      return uses.flatMap(([isUsed, one]) => (isUsed ? [one] : []));
    });
  });
}

/** Entries of a reject list that SSM cannot express for a system: APT lists take no wildcard. */
export function rejectFindings(policy: Policy, plan: Plan): Finding[] {
  return plan.groups.flatMap((group) =>
    uniqueCells(group)
      .filter(({ cloud }) => cloud === "aws")
      .flatMap((cell) => {
        const isLinux = systemFacts(cell.system).kind === "linux";
        const reject = policy.baselines[cell.baseline]?.reject ?? [];
        const wanted = reject.filter((entry) => isLinux && !/^KB\d/.test(entry));
        const taken = rejectedOn(cell, reject);
        const lost = wanted.filter((entry) => !taken.includes(entry));
        return lost.length === 0
          ? []
          : [
              finding("reject/not-kept", {
                message: `group ${group.name}: rejecting ${lost.join(", ")} is not kept on AWS for ${cell.system}: its lists take whole package names only`,
                group: group.name,
                path: ["baselines", cell.baseline, "reject"],
              }),
            ];
      }),
  );
}

/** A baseline whose rules select nothing on one of its systems leaves that system unpatched. */
export function nothingApprovedFindings(plan: Plan): Finding[] {
  return plan.groups.flatMap((group) =>
    uniqueCells(group)
      .filter(({ approvals }) => approvals.length === 0)
      .map(({ system, cloud, baseline }) =>
        finding("approval/nothing", {
          message: `group ${group.name}: baseline ${baseline} approves nothing on ${system} on ${cloud === "aws" ? "AWS" : "Azure"}`,
          group: group.name,
          path: ["baselines", baseline, "approve"],
        }),
      ),
  );
}
