import { readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { nothingBeside } from "../../../model/beside";
import type { Change } from "../../../model/difference/change";
import { documentChanges } from "../../../model/difference/documents";
import { readPolicy } from "../../../model/document/read";
import { drop, type Edit, push, set } from "../../support/documentEdits";
import type { RawDocument } from "../../support/randomDocuments";

/** The whole document that a page of the docs shows. */
function documentOf(page: string): RawDocument {
  const text = readFileSync(path.resolve(__dirname, `../../../docs/${page}.md`), "utf8");
  return parse(/```yaml\n(version: 1\n[\s\S]*?)```/.exec(text)?.[1] ?? "") as RawDocument;
}

type Planted = readonly [edit: Edit, path: string, kind: Change["kind"], effect: Change["effect"]];

const people: readonly Planted[] = [
  [set(["revision"], "2027.1"), "revision", "changed", "neutral"],
  [set(["owner"], "platform"), "owner", "changed", "neutral"],
  [drop("escalation", 1), "escalation.1", "removed", "weaker"],
  [set(["escalation", 0, "before"], "12h"), "escalation.0.before", "changed", "neutral"],
  [set(["teams", "payments", "lead"], "Joan Clarke"), "teams.payments.lead", "changed", "neutral"],
  [
    set(["layers", "security", "accountable"], "ciso"),
    "layers.security.accountable",
    "changed",
    "neutral",
  ],
  [
    drop("layers", "application", "consulted"),
    "layers.application.consulted.platform",
    "removed",
    "neutral",
  ],
  [
    set(["people", "ada", "authority", 0, "until"], "2027-06-30"),
    "people.ada.authority.0.until",
    "changed",
    "neutral",
  ],
  [set(["onCall", "shifts", 0, "rotate"], "2w"), "onCall.shifts.0.rotate", "changed", "neutral"],
  [drop("onCall", "shifts", 1), "onCall.shifts.1", "removed", "weaker"],
  [
    set(["responsibilities", "machines", "runtime"], "platform"),
    "responsibilities.machines.runtime",
    "changed",
    "neutral",
  ],
  [
    set(["vendors", "amazon", "delivers", "critical"], "9d"),
    "vendors.amazon.delivers.critical",
    "changed",
    "neutral",
  ],
  [
    set(["tiers", "gold", "acceptance", "longest"], "300d"),
    "tiers.gold.acceptance.longest",
    "changed",
    "weaker",
  ],
  [
    push(["tiers", "gold", "acceptance", "by"], "platform"),
    "tiers.gold.acceptance.by.platform",
    "added",
    "weaker",
  ],
  [
    push(["exceptions", 0, "compensating"], "one more"),
    "exceptions.RISK-17.compensating.one more",
    "added",
    "stronger",
  ],
  [
    set(["exceptions", 0, "approvedAt"], "2026-11-26"),
    "exceptions.RISK-17.approvedAt",
    "changed",
    "neutral",
  ],
];

const groups: readonly Planted[] = [
  [set(["limits", "perAccount"], 80), "limits.perAccount", "changed", "neutral"],
  [
    set(["groups", "database", "classification", "businessImpact"], "high"),
    "groups.database.classification.businessImpact",
    "changed",
    "neutral",
  ],
  [
    set(["groups", "database", "strategy", "kind"], "rolling"),
    "groups.database.strategy.kind",
    "changed",
    "neutral",
  ],
  [
    set(["groups", "database", "limits", "perZone"], "75%"),
    "groups.database.limits.perZone",
    "changed",
    "weaker",
  ],
  [
    drop("groups", "database", "limits", "perCluster"),
    "groups.database.limits.perCluster",
    "removed",
    "weaker",
  ],
  [
    set(["groups", "database", "rings", 1, "maxNodes"], 31),
    "groups.database.rings.rest.maxNodes",
    "changed",
    "neutral",
  ],
  [
    set(["tiers", "gold", "rollback", "within"], "2h"),
    "tiers.gold.rollback.within",
    "changed",
    "weaker",
  ],
  [drop("tiers", "gold", "rollback", "when", 1), "tiers.gold.rollback.when.1", "removed", "weaker"],
  [
    set(
      ["tiers", "gold", "deadlines"],
      [
        { critical: "28d", high: "30d" },
        { from: "2027-07-01", critical: "21d" },
      ],
    ),
    "tiers.gold.deadlines.1",
    "added",
    "stronger",
  ],
];

describe.each([
  ["people", people],
  ["groups", groups],
] as const)("a change of the document of docs/%s.md", (page, planted) => {
  for (const [edit, where, kind, effect] of planted) {
    it(`is told once: ${where} ${kind}`, () => {
      const after = documentOf(page);
      edit(after);
      const read = readPolicy(JSON.stringify(after), "patching.yaml", nothingBeside);
      const changes = documentChanges(documentOf(page), after);

      expect(read.ok ? [] : read.faults).toEqual([]);
      expect(changes.map(({ path: steps }) => steps.join("."))).toEqual([where]);
      expect(changes).toMatchObject([{ kind, effect }]);
    });
  }
});
