/** What this policy asks for and a cloud does not keep: nobody may sign in the belief that it is kept. */

import { alike } from "../../expand/alike";
import type { LostUse } from "../../expand/fieldUse";
import { lostUses } from "../../expand/notKept";
import type { PolicySource } from "../source";
import { lostPlace } from "../terms";
import { names, paragraph, type Section, type Text, table } from "../tree";
import { capitalised } from "../words";

export function notKeptSection({ policy, plan }: PolicySource): Section | undefined {
  const lost = alike(lostUses(policy, plan), ({ written, cloud, systems, why }) =>
    JSON.stringify([written, cloud, systems, why]),
  );
  if (lost.length === 0) return undefined;
  return {
    id: "not-kept",
    title: "What a cloud does not keep",
    blocks: [
      paragraph(
        "The clouds' own services cannot keep everything that this policy says. The proof counts what is kept, not what is written.",
      ),
      ...table(["Not kept", "Cloud", "Where", "Why"], lost.map(lostRow)),
    ],
  };
}

function lostRow(uses: readonly [LostUse, ...LostUse[]]): readonly Text[] {
  const [first] = uses;
  return [
    capitalised(first.written),
    lostPlace(first),
    names(uses.map(({ group, ring }) => (ring === undefined ? group : `${group}.${ring}`))),
    first.why,
  ];
}
