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

/** The example organisation, with an exception and an obligation of its own to change. */
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
  const own = { id: "acme-1", control: "1", within: "14d", of: "detected", source: "handbook" };
  const raw = parse(example) as RawDocument;
  return { ...raw, obligations: [...(raw["obligations"] as unknown[]), own], exceptions: [risk] };
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
    "a longer limit of an obligation of one's own",
    set(["obligations", 1, "within"], "20d"),
    "obligations.acme-1.within",
    "changed",
    "weaker",
    ["14d", "20d"],
  ],
  [
    "an obligation that counts from a later event",
    set(["obligations", 1, "of"], "evaluated"),
    "obligations.acme-1.of",
    "changed",
    "weaker",
  ],
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
  [
    "an exception for every group",
    drop("exceptions", 0, "scope", "group"),
    "exceptions.RISK-17.scope.group",
    "removed",
    "weaker",
    ["build", undefined],
  ],
  [
    "an exception for one ring of its group",
    set(["exceptions", 0, "scope", "ring"], "canary"),
    "exceptions.RISK-17.scope.ring",
    "added",
    "stronger",
  ],
  [
    "an exception for another group",
    set(["exceptions", 0, "scope", "group"], "web"),
    "exceptions.RISK-17.scope.group",
    "changed",
    "mixed",
    ["build", "web"],
  ],
  [
    "an exception from one finding only",
    set(["exceptions", 0, "rule"], "deadline/not-kept"),
    "exceptions.RISK-17.rule",
    "changed",
    "stronger",
    ["deadlines", "deadline/not-kept"],
  ],
  [
    "an exception from something else",
    set(["exceptions", 0, "rule"], "soak/not-kept"),
    "exceptions.RISK-17.rule",
    "changed",
    "mixed",
  ],
  [
    "machines that are never restarted",
    set(["groups", "payments", "reboot"], "never"),
    "groups.payments.reboot",
    "changed",
    "weaker",
    ["ifRequired", "never"],
  ],
  [
    "machines that are always restarted",
    set(["groups", "payments", "reboot"], "always"),
    "groups.payments.reboot",
    "changed",
    "neutral",
  ],
  [
    "a trigger of a rollback that waits for more failures",
    set([...gold, "rollback", "when", 0, "failed"], "50%"),
    "tiers.gold.rollback.when.0.failed",
    "changed",
    "weaker",
    ["5%", "50%"],
  ],
  [
    "a trigger of a rollback that comes sooner",
    set([...gold, "rollback", "when", 1, "unhealthyFor"], "5m"),
    "tiers.gold.rollback.when.1.unhealthyFor",
    "changed",
    "stronger",
    ["10m", "5m"],
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
