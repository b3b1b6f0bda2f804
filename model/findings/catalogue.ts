/** Every finding that `check` can report: the page, SARIF and the tests read this list, and no finding is outside it. */
import { calendar } from "./catalogue/calendar";
import { document } from "./catalogue/document";
import { duties } from "./catalogue/duties";
import type { FindingFacts } from "./catalogue/facts";
import { groups } from "./catalogue/groups";
import { kept } from "./catalogue/kept";
import { people } from "./catalogue/people";
import { proof } from "./catalogue/proof";
import { quotas } from "./catalogue/quotas";
import { systems } from "./catalogue/systems";
import { verdicts } from "./catalogue/verdicts";

export type { FindingFacts, FindingLevel } from "./catalogue/facts";

const facts = {
  ...document,
  ...proof,
  ...kept,
  ...systems,
  ...calendar,
  ...duties,
  ...people,
  ...quotas,
  ...groups,
  ...verdicts,
} as const;

/** Stable: exceptions, `--only` and SARIF name it. */
export type FindingId = keyof typeof facts;

export const findingIds = Object.keys(facts) as readonly FindingId[];

export function findingFacts(id: FindingId): FindingFacts {
  return facts[id];
}

export function isFindingId(text: string): text is FindingId {
  return Object.hasOwn(facts, text);
}
