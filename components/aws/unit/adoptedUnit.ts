/** What exists already in an account and region of a plan, and becomes part of what the plan deploys there. */
import type { AwsUnit, Plan } from "../../../model/plan";
import { scanWindowName } from "../../../model/scanWindow";
import { type ArgumentChecks, show } from "../../arguments";
import type { AdoptedWindow } from "../windows/maintenanceWindow";

export interface AdoptedUnit {
  /** Ids such as `pb-0123456789abcdef0`, by the name that `patchwarden plan` gives the baseline. @default {} */
  readonly baselines?: Readonly<Record<string, string>>;
  /** Registrations with those baselines, `<patch group>,<baseline id>`; the others are registered anew. @default [] */
  readonly patchGroups?: readonly string[];
  /** By the name that the plan gives the window; the scan's too. @default {} */
  readonly windows?: Readonly<Record<string, AdoptedWindow>>;
}

/** By `<account>/<region>`. */
export type Adopted = Readonly<Record<string, AdoptedUnit>>;

/** Id of the registration of a ring with an adopted baseline; nothing where it is made anew. */
export function adoptedGroup(
  { baselines = {}, patchGroups = [] }: AdoptedUnit,
  baseline: string,
  patchGroup: string,
): string | undefined {
  const id = `${patchGroup},${baselines[baseline]}`;
  return patchGroups.includes(id) ? id : undefined;
}

/** Names that the plan does not know would be passed over, and what they stand for be made a second time. */
export function checkAdopted(checks: ArgumentChecks, plan: Plan, adopted: Adopted): void {
  const units = new Map(plan.aws.map((unit) => [`${unit.account}/${unit.region}`, unit]));
  for (const [place, adopt] of Object.entries(adopted)) {
    const unit = units.get(place);
    const at = `adopt[${show(place)}]`;
    if (unit === undefined) {
      refuseUnknown(checks, "adopt", place, [...units.keys()]);
      continue;
    }
    const names = unit.baselines.map(({ name }) => name);
    for (const name of Object.keys(adopt.baselines ?? {})) {
      refuseUnknown(checks, `${at}.baselines`, name, names);
    }
    const windows = [...unit.windows.map(({ name }) => name), scanWindowName(unit, plan)];
    for (const name of Object.keys(adopt.windows ?? {})) {
      refuseUnknown(checks, `${at}.windows`, name, windows);
    }
    const groups = unit.baselines.flatMap(registrationsOf(adopt));
    for (const id of adopt.patchGroups ?? []) {
      refuseUnknown(checks, `${at}.patchGroups`, id, groups);
    }
  }
}

/** Of an adopted baseline: a registration is one with a baseline that exists. */
function registrationsOf({ baselines = {} }: AdoptedUnit) {
  return ({ name, patchGroups }: AwsUnit["baselines"][number]): readonly string[] =>
    baselines[name] === undefined ? [] : patchGroups.map((one) => `${one},${baselines[name]}`);
}

function refuseUnknown(
  checks: ArgumentChecks,
  property: string,
  name: string,
  known: readonly string[],
): void {
  if (known.includes(name)) return;
  const allowed = known.length === 0 ? "nothing" : known.join(", ");
  checks.refuse(property, `must name what the plan has, ${allowed}; got ${show(name)}`);
}
