/** Plans from texts, for tests that expect a valid document. */
import { formatFault } from "../../model/fault";
import { parsePlan } from "../../model/load";
import type { Plan } from "../../model/plan";
import { policyText, type Sections } from "./policyText";

export function planned(replaced: Sections = {}): Plan {
  const loaded = parsePlan(policyText(replaced));
  if (!loaded.ok) {
    throw new Error(loaded.faults.map(formatFault).join("\n"));
  }
  return loaded.plan;
}

/** The messages of a document that must be refused. */
export function refused(replaced: Sections): readonly string[] {
  const loaded = parsePlan(policyText(replaced));
  if (loaded.ok) {
    throw new Error("the document is valid");
  }
  return loaded.faults.map(formatFault);
}
