/** What the proof holds against a plan, in the words of `patchwarden check`. */
import type { Plan } from "../model/plan";
import { brokenPromises as promisesOf } from "../model/proof/broken";
import { explainCell } from "../model/proof/explain";
import { groupsByName, promiseFinding } from "../model/proof/findings";
import { prove } from "../model/proof/prove";
import type { Instant } from "../model/time";

/** A text for the broken promises of the plan, one for those of a ring that break alike: the finding, and the timeline of its worst case. None when all are kept. */
export function brokenPromises(plan: Plan, asOf: Instant): readonly string[] {
  const proof = prove(plan, asOf);
  const groups = groupsByName(plan);
  return promisesOf(proof.cells).flatMap((cells) => {
    const [cell] = cells;
    const found = promiseFinding(groups, cells);
    return cell === undefined || found === undefined
      ? []
      : [`${found.message}\n\n${explainCell(cell)}\n\npatchwarden check looks for a fix`];
  });
}
