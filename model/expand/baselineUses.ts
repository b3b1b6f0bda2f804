/** What the baselines of a group write that a cloud may fail to keep. */
import type { Cloud, RingSystem } from "../plan";
import type { Policy } from "../policy";
import { productsBeside, type SystemId, systemFacts } from "../systems";
import type { FieldUse, UsedField } from "./fieldUse";
import { type DocumentBaseline, type DocumentRule, isRuleFor } from "./narrowing";
import { sourcesOn } from "./sources";

/** A field as a baseline writes it, and the systems that it means. */
interface Written {
  readonly field: UsedField;
  readonly key: string;
  readonly text: string;
  readonly isFor: (system: SystemId) => boolean;
}

/** @param cells the systems of a group, whatever the ring. */
export function baselineUses(policy: Policy, cells: readonly RingSystem[]): FieldUse[] {
  const names = [...new Set(cells.map(({ baseline }) => baseline))];
  return (["aws", "azure"] as const).flatMap((cloud) =>
    names.flatMap((name): FieldUse[] => {
      const baseline = policy.baselines[name];
      const here = cells.filter((cell) => cell.cloud === cloud && cell.baseline === name);
      const systems = here.map(({ system }) => system);
      return baseline === undefined
        ? []
        : writtenIn(baseline).flatMap((written) => useOf(written, name, cloud, systems));
    }),
  );
}

function useOf(
  { field, key, text, isFor }: Written,
  name: string,
  cloud: Cloud,
  systems: readonly SystemId[],
): FieldUse[] {
  const meant = systems.filter(isFor);
  const path = ["baselines", name, key];
  const written = `${text} of baseline ${name}`;
  return meant.length === 0 ? [] : [{ field, cloud, systems: meant, path, written }];
}

function writtenIn(baseline: DocumentBaseline): Written[] {
  return [...writtenInRules(baseline), ...writtenBeside(baseline)].filter(
    ({ text }) => text !== "",
  );
}

const every = (): boolean => true;
const onWindows = (system: SystemId): boolean => systemFacts(system).kind === "windows";

function writtenInRules({ approve, globalFilters }: DocumentBaseline): Written[] {
  const severities = approve.flatMap(({ severity = [] }) => severity);
  const delays = approve.filter(({ after }) => after > 0).map(({ after }) => `${after}d`);
  const rule = (
    field: UsedField,
    what: string,
    valuesOf: (rule: DocumentRule) => readonly string[],
    isFor?: Written["isFor"],
  ): Written => {
    const using = approve.filter((one) => valuesOf(one).length > 0);
    const text = described(what, using.flatMap(valuesOf));
    const isMeant = (system: SystemId) => using.some((one) => isRuleFor(one, system));
    return { field, key: "approve", text, isFor: isFor ?? isMeant };
  };
  return [
    written("systemUpdates", "systems", "patching the system itself", every),
    written("delay", "approve", described("the approval delay", delays), every),
    rule("until", "the date", ({ until }) => (until === undefined ? [] : [until])),
    rule("classification", "the choice of classifications", (one) => one.classification, every),
    written(
      "severity",
      "approve",
      described("the choice of severities", [...severities, ...(globalFilters?.severity ?? [])]),
      every,
    ),
    rule("priority", "the choice of priorities", ({ priority = [] }) => priority),
    rule("section", "the choice of sections", ({ section = [] }) => section),
    rule("products", "the choice of products", ({ products = [], patchSet }) =>
      patchSet === "os" ? products : [],
    ),
    rule("applications", "the rule for Microsoft's applications", ({ patchSet }) =>
      patchSet === "os" ? [] : [patchSet],
    ),
    rule("complianceLevel", "the compliance level", ({ complianceLevel: level }) =>
      level === undefined ? [] : [level],
    ),
  ];
}

function writtenBeside(baseline: DocumentBaseline): Written[] {
  const { globalFilters = {}, rejectAction, availableSecurityUpdates } = baseline;
  // Classifications are kept by narrowing every rule, and severities are told with those of the rules.
  const { classification: _c, severity: _s, ...others } = globalFilters;
  const keys = Object.keys(others);
  const isInFilter = (system: SystemId) =>
    productsBeside(system, globalFilters.products ?? []).length > 0 ||
    (keys.some((key) => key !== "products") && systemFacts(system).selection === "repositories");
  const sources = baseline.sources.map(({ name }) => name);
  return [
    written("globalFilters", "globalFilters", described("the global filters", keys), isInFilter),
    written(
      "complianceLevel",
      "approvedComplianceLevel",
      described("approvedComplianceLevel", only(baseline.approvedComplianceLevel)),
      every,
    ),
    written("rejectAction", "rejectAction", described("rejectAction", only(rejectAction)), every),
    written(
      "availableSecurityUpdates",
      "availableSecurityUpdates",
      described("availableSecurityUpdates", only(availableSecurityUpdates)),
      onWindows,
    ),
    written(
      "sources",
      "sources",
      described("the repositories", sources),
      (system) => sourcesOn(baseline, system).length > 0,
    ),
    written(
      "excludeKbsRequiringReboot",
      "excludeKbsRequiringReboot",
      baseline.excludeKbsRequiringReboot ? "leaving out updates that need a reboot" : "",
      onWindows,
    ),
  ];
}

function written(field: UsedField, key: string, text: string, isFor: Written["isFor"]): Written {
  return { field, key, text, isFor };
}

/** `the approval delay (2d, 7d)`; empty when nothing is written. */
function described(what: string, values: readonly string[]): string {
  return values.length === 0 ? "" : `${what} (${[...new Set(values)].join(", ")})`;
}

function only(value: string | undefined): readonly string[] {
  return value === undefined ? [] : [value];
}
