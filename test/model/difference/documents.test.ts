import { readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { nothingBeside } from "../../../model/beside";
import type { Change } from "../../../model/difference/change";
import { documentChanges } from "../../../model/difference/documents";
import { readPolicy } from "../../../model/document/read";
import { at, drop, type Edit, push, set } from "../../support/documentEdits";
import type { RawDocument } from "../../support/randomDocuments";

const example = readFileSync(path.resolve(__dirname, "../../../patching.yaml"), "utf8");

/** The example organisation, with an exception to change. */
function document(): RawDocument {
  const risk = {
    id: "RISK-17",
    scope: { group: "build" },
    rule: "deadlines",
    reason: "replaced in spring",
    owner: "platform",
    approvedBy: "ciso",
    expires: "2027-03-31",
  };
  return { ...(parse(example) as RawDocument), exceptions: [risk] };
}

const gold = ["tiers", "gold"] as const;
const urgent = ["outOfCycle", "urgent"] as const;
const broad = ["groups", "payments", "rings", 2] as const;
const freeze = { name: "qa", from: "2027-02-01", to: "2027-02-05" };

type Planted = readonly [
  what: string,
  edit: Edit,
  path: string,
  kind: Change["kind"],
  effect: Change["effect"],
  texts?: readonly [before: string | undefined, after: string | undefined],
];

/** One change each, and the one entry that must tell of it. */
const planted: readonly Planted[] = [
  [
    "a later review",
    set(["reviewBy"], "2027-07-01"),
    "reviewBy",
    "changed",
    "neutral",
    ["2027-06-01", "2027-07-01"],
  ],
  [
    "another zone",
    set(["timezone"], "Europe/Paris"),
    "timezone",
    "changed",
    "neutral",
    ["Europe/Berlin", "Europe/Paris"],
  ],
  [
    "another scan",
    set(["scan"], "every day at 13:00"),
    "scan",
    "changed",
    "neutral",
    ["every day at 12:00", "every day at 13:00"],
  ],
  [
    "a looser deadline",
    set([...gold, "deadlines", "high"], "45d"),
    "tiers.gold.deadlines.high",
    "changed",
    "weaker",
    ["30d", "45d"],
  ],
  [
    "a tighter deadline",
    set([...gold, "deadlines", "high"], "20d"),
    "tiers.gold.deadlines.high",
    "changed",
    "stronger",
    ["30d", "20d"],
  ],
  [
    "a looser deadline in months",
    set([...gold, "deadlines", "high"], "2mo"),
    "tiers.gold.deadlines.high",
    "changed",
    "weaker",
    ["30d", "2mo"],
  ],
  [
    "a deadline less",
    drop(...gold, "deadlines", "low"),
    "tiers.gold.deadlines.low",
    "removed",
    "weaker",
    ["180d", undefined],
  ],
  [
    "a looser deadline by exposure",
    set([...gold, "deadlines", "critical", "internal"], "31d"),
    "tiers.gold.deadlines.critical.internal",
    "changed",
    "weaker",
    ["30d", "31d"],
  ],
  [
    "no path out of cycle",
    drop(...gold, "outOfCycle"),
    "tiers.gold.outOfCycle",
    "removed",
    "weaker",
    ["urgent", undefined],
  ],
  [
    "no recovery point",
    set([...gold, "recoveryPoint", "required"], false),
    "tiers.gold.recoveryPoint.required",
    "changed",
    "weaker",
    ["true", "false"],
  ],
  [
    "a longer kept recovery point",
    set([...gold, "recoveryPoint", "keep"], "21d"),
    "tiers.gold.recoveryPoint.keep",
    "changed",
    "stronger",
    ["14d", "21d"],
  ],
  [
    "fewer who decide",
    set([...urgent, "decide", "quorum"], 1),
    "outOfCycle.urgent.decide.quorum",
    "changed",
    "weaker",
    ["2", "1"],
  ],
  [
    "a longer decision",
    set([...urgent, "decide", "within"], "6h"),
    "outOfCycle.urgent.decide.within",
    "changed",
    "weaker",
    ["4h", "6h"],
  ],
  [
    "a path closed in freezes",
    set([...urgent, "inFreeze"], false),
    "outOfCycle.urgent.inFreeze",
    "changed",
    "weaker",
    ["true", "false"],
  ],
  [
    "a trigger less",
    drop(...urgent, "when", 1),
    "outOfCycle.urgent.when.critical",
    "removed",
    "weaker",
  ],
  ["an obligation more", push(["obligations"], "soc2"), "obligations.soc2", "added", "stronger"],
  ["an obligation less", drop("obligations", 0), "obligations.pci-dss-4.0.1", "removed", "weaker"],
  [
    "a system less",
    drop("baselines", "linux", "systems", 0),
    "baselines.linux.systems.amazon-linux-2023",
    "removed",
    "weaker",
  ],
  [
    "a longer delay",
    set(["baselines", "linux", "approve", 1, "after"], "9d"),
    "baselines.linux.approve.1.after",
    "changed",
    "neutral",
    ["7d", "9d"],
  ],
  [
    "an approval rule less",
    drop("baselines", "linux", "approve", 1),
    "baselines.linux.approve.1",
    "removed",
    "weaker",
    ["classification: [bugfix], after: 7d", undefined],
  ],
  [
    "a rejected package more",
    push(["baselines", "linux", "reject"], "telnet"),
    "baselines.linux.reject.telnet",
    "added",
    "weaker",
  ],
  [
    "another start",
    set(["windows", "late-evening", "schedule"], "every day at 23:00"),
    "windows.late-evening.schedule",
    "changed",
    "neutral",
    ["every day at 22:00", "every day at 23:00"],
  ],
  [
    "a longer window",
    set(["windows", "late-evening", "duration"], "2h"),
    "windows.late-evening.duration",
    "changed",
    "neutral",
    ["3h", "2h"],
  ],
  [
    "nobody agreed",
    drop("windows", "late-evening", "agreedBy"),
    "windows.late-evening.agreedBy",
    "removed",
    "weaker",
    ["payments", undefined],
  ],
  ["a freeze more", push(["freezes"], freeze), "freezes.qa", "added", "neutral"],
  [
    "a longer freeze",
    set(["freezes", 0, "to"], "12-27"),
    "freezes.christmas.to",
    "changed",
    "neutral",
    ["12-26", "12-27"],
  ],
  ["a group less", drop("groups", "back-office"), "groups.back-office", "removed", "weaker"],
  [
    "another owner",
    set(["groups", "web", "owner"], "platform"),
    "groups.web.owner",
    "changed",
    "neutral",
    ["payments", "platform"],
  ],
  [
    "another exposure",
    set(["groups", "payments", "exposure"], "internet"),
    "groups.payments.exposure",
    "changed",
    "neutral",
    ["internal", "internet"],
  ],
  [
    "a region less",
    drop("groups", "web", "aws", "regions", 1),
    "groups.web.aws.regions.eu-west-1",
    "removed",
    "weaker",
  ],
  ["a ring less", drop(...broad), "groups.payments.rings.broad", "removed", "weaker"],
  [
    "a shorter soak",
    set([...broad, "soak"], "12h"),
    "groups.payments.rings.broad.soak",
    "changed",
    "weaker",
    ["1d", "12h"],
  ],
  [
    "a rate as a number",
    set([...broad, "concurrency"], 4),
    "groups.payments.rings.broad.concurrency",
    "changed",
    "neutral",
    ["25%", "4"],
  ],
  [
    "more failures",
    set([...broad, "stopAfter"], "20%"),
    "groups.payments.rings.broad.stopAfter",
    "changed",
    "weaker",
    ["5%", "20%"],
  ],
  [
    "a ring of another window",
    set([...broad, "window"], "late-evening"),
    "groups.payments.rings.broad.window",
    "changed",
    "neutral",
    ["sunday-and-wednesday", "late-evening"],
  ],
  [
    "a longer exception",
    set(["exceptions", 0, "expires"], "2027-06-30"),
    "exceptions.RISK-17.expires",
    "changed",
    "weaker",
    ["2027-03-31", "2027-06-30"],
  ],
  ["an exception less", drop("exceptions", 0), "exceptions.RISK-17", "removed", "stronger"],
];

function changesOf(edit: Edit): readonly Change[] {
  const after = document();
  edit(after);
  return documentChanges(document(), valid(after));
}

/** As written, and valid. */
function valid(raw: RawDocument): RawDocument {
  const read = readPolicy(JSON.stringify(raw), "patching.yaml", nothingBeside);
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return raw;
}

describe("a change of the document", () => {
  for (const [what, edit, where, kind, effect, texts] of planted) {
    it(`is told once: ${what}`, () => {
      const changes = changesOf(edit);

      expect(changes.map((change) => change.path.join("."))).toEqual([where]);
      expect(changes[0]).toMatchObject({ kind, effect });
      if (texts !== undefined) expect([changes[0]?.before, changes[0]?.after]).toEqual(texts);
    });
  }

  it("is told among others as it is alone", () => {
    const all = planted.filter(([what]) =>
      ["a longer freeze", "a shorter soak", "another owner", "a trigger less"].includes(what),
    );
    const changes = changesOf((raw) => {
      for (const [, edit] of all) edit(raw);
    });

    expect(changes.map((change) => change.path.join(".")).sort()).toEqual(
      all.map(([, , where]) => where).sort(),
    );
  });

  it.each([
    ["a default written out", set(["groups", "web", "environment"], "production")],
    [
      "a default of a window's cutoff written out",
      set(["windows", "early-morning", "cutoff"], "60m"),
    ],
    ["a default of a ring written out", set([...broad, "stopAfter"], "5%")],
    ["a duration in other words", set([...gold, "deadlines", "high"], "P30D")],
    [
      "another order of keys",
      (raw: RawDocument) => Object.assign(raw, { groups: reversed(raw["groups"]) }),
    ],
  ])("is none where only the writing differs: %s", (_, edit) => {
    expect(changesOf(edit)).toEqual([]);
  });

  it("is one for rings in another order, since patches travel in it", () => {
    const swap = (raw: RawDocument): void => {
      const rings = at(raw, ["groups", "build", "rings"]) as unknown as unknown[];
      rings.push(...rings.splice(1, 1));
    };

    expect(changesOf(swap)).toEqual([
      {
        path: ["groups", "build", "rings"],
        kind: "changed",
        effect: "neutral",
        before: "canary, early, broad",
        after: "canary, broad, early",
      },
    ]);
  });

  it("is one for a group under another name", () => {
    const rename = (raw: RawDocument): void => {
      const groups = at(raw, ["groups"]);
      groups["offices"] = groups["back-office"];
      delete groups["back-office"];
    };

    expect(changesOf(rename).filter(({ path: [section] }) => section === "groups")).toEqual([
      {
        path: ["groups", "back-office"],
        kind: "renamed",
        effect: "neutral",
        before: "back-office",
        after: "offices",
      },
    ]);
  });
});

function reversed(mapping: unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(mapping as Record<string, unknown>).reverse());
}
