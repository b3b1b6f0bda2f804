/** The people of a programme in all of its places: the plan's and the caller's together, who may not get in each other's way. */
import type { AwsUnit, Plan } from "../../../model/plan";
import { type PeopleFault, type PeopleInPlace, runParts } from "../../../model/runPeople";
import { peopleFaults } from "../../../model/runPeopleFaults";
import { isMapping } from "../../argumentForms";
import type { ArgumentChecks } from "../../arguments";
import type { PeopleOfRuns } from "../access/patchAccess";
import { argumentOf, peopleInPlace } from "../access/peopleInPlace";
import { plannedPeople } from "./plannedPeople";
import { regionalPeople } from "./unitAccess";
import { unitName } from "./unitVerdicts";

/** Whom gates ask stands in the plan, and who may request in either. */
export function checkPeople(checks: ArgumentChecks, plan: Plan, people: PeopleOfRuns): void {
  const odd = runParts.filter(
    (part) => people[part] !== undefined && !isMapping(checks, `people.${part}`, people[part]),
  );
  if (odd.length > 0) return;
  for (const fault of peopleFaults(plan.aws.map((unit) => placeOf(unit, people)))) {
    if (fault.part !== "approvals" && people[fault.part] !== undefined) {
      checks.refuse(`people.${argumentOf(fault)}`, fault.message);
    } else {
      checks.refuse("people", `must fit the plan, whose ${planned(fault)} ${fault.message}`);
    }
  }
}

function placeOf(unit: AwsUnit, people: PeopleOfRuns): PeopleInPlace {
  const { accountId, region, approvals } = unit;
  const all = { ...plannedPeople(unit, { accountId, region }), ...people };
  return {
    accountId,
    ...peopleInPlace(regionalPeople(all, unit), unitName(unit)),
    ...(approvals === undefined
      ? {}
      : { approvers: approvals.approvers, minimum: approvals.minimum }),
  };
}

function planned({ part, key }: PeopleFault): string {
  return part === "approvals" ? `${part}.${key}` : `access.${part}.${key}`;
}
