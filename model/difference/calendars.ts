/** Imported calendars whose file says something else, while the document still names the same file. */
import { isDeepStrictEqual } from "node:util";
import type { Freeze, Plan } from "../plan";
import { counted } from "../textTable";
import type { Change } from "./change";

export function calendarChanges(before: Plan, after: Plan, known: readonly Change[]): Change[] {
  const now = new Map(importedIn(after).map((freeze) => [freeze.name, freeze]));
  return importedIn(before).flatMap((freeze): Change[] => {
    const other = now.get(freeze.name);
    const path = ["freezes", freeze.name, "calendar"];
    const isTold = known.some((change) =>
      isDeepStrictEqual(change.path.slice(0, 2), path.slice(0, 2)),
    );
    if (other === undefined || isTold || isDeepStrictEqual(freeze.when, other.when)) return [];
    const texts = { before: spansText(freeze), after: spansText(other) };
    return [{ path, kind: "changed", effect: "neutral", ...texts }];
  });
}

function importedIn({ freezes, testFreezes }: Plan): readonly Freeze[] {
  const all = new Map([...testFreezes, ...freezes].map((freeze) => [freeze.name, freeze]));
  return [...all.values()].filter(({ when }) => when.kind === "spans");
}

function spansText({ when }: Freeze): string {
  return when.kind === "spans" ? counted(when.spans.length, "imported span") : "";
}
