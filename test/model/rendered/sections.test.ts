import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { parsePlan } from "../../../model/load";
import { toMarkdown } from "../../../model/rendered/markdown";
import { renderPolicy } from "../../../model/rendered/policyDocument";
import { policySource } from "../../../model/rendered/source";
import type { RenderedPolicy } from "../../../model/rendered/tree";
import { starterPolicy } from "../../../model/starter";
import { parseInstant } from "../../../model/zone";
import { memoryFiles } from "../../support/memoryFiles";

const example = readFileSync(path.resolve(__dirname, "../../../patching.yaml"), "utf8");

function rendered(text: string, day = "2026-12-01"): RenderedPolicy {
  const loaded = parsePlan(text);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  return renderPolicy(policySource(loaded, parseInstant(day) ?? 0));
}

/** The Markdown of one section, by its title. */
function section(document: RenderedPolicy, title: string): string {
  const all = toMarkdown(document).split(/^## /m);
  return all.find((text) => new RegExp(`^\\d+\\. ${title}\n`).test(text)) ?? "";
}

describe("a rendered policy", () => {
  it.each([
    ["example", example],
    ["starter", starterPolicy],
  ])("is the committed text: %s", async (name, text) => {
    await expect(toMarkdown(rendered(text))).toMatchFileSnapshot(`golden/${name}.md`);
  });

  it("has the sections that the document uses, and no others", () => {
    const ids = (document: RenderedPolicy): readonly string[] =>
      document.sections.map(({ id }) => id);

    expect(ids(rendered(starterPolicy))).not.toContain("obligations");
    expect(ids(rendered(starterPolicy))).not.toContain("exceptions");
    expect(ids(rendered(starterPolicy))).not.toContain("out-of-cycle");
    expect(ids(rendered(example))).toEqual(expect.arrayContaining(["obligations", "out-of-cycle"]));
  });

  it("names its source by the digest of the bytes", () => {
    const facts = new Map(rendered(starterPolicy).facts);
    const digest = createHash("sha256").update(starterPolicy).digest("hex");

    expect(facts.get("SHA-256 of the source")).toEqual([{ name: digest }]);
  });

  it("names several sources by the digest of the list that sha256sum prints for them", () => {
    const sum = (text: string): string => createHash("sha256").update(text).digest("hex");
    const root = `include: [more.yaml]\n${starterPolicy}`;
    const more = "freezes: [{ name: audit, from: 2027-02-01, to: 2027-02-02 }]\n";
    const loaded = parsePlan(root, "policy/patching.yaml", memoryFiles({ "more.yaml": more }));
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
    const facts = new Map(renderPolicy(policySource(loaded, 0)).facts);

    const list = `${sum(root)}  patching.yaml\n${sum(more)}  more.yaml\n`;
    expect(facts.get("SHA-256 of the source")).toEqual([{ name: sum(list) }]);
  });
});

describe("the approval", () => {
  const approved = (...lines: readonly string[]): RenderedPolicy =>
    rendered(`${lines.join("\n")}\n${starterPolicy}`);
  const by = (document: RenderedPolicy): unknown => new Map(document.facts).get("Approved by");
  const draft = "Draft: nobody has approved this text.";

  it("is said to be missing where it is missing", () => {
    expect(by(approved())).toBe("nobody: this text is a draft");
    expect(JSON.stringify(approved().notices)).toContain(draft);
    expect(JSON.stringify(approved("approvedAt: 2026-11-20").notices)).toContain(draft);
  });

  it("names who approved and when, as far as the document says", () => {
    expect(by(approved("approvedBy: ciso", "approvedAt: 2026-11-20"))).toBe(
      "ciso, 20 November 2026",
    );
    expect(by(approved("approvedBy: ciso"))).toBe("ciso, on an unknown day");
    expect(approved("approvedBy: ciso").notices).toEqual([]);
  });
});

describe("the section of promises", () => {
  it("names the obligation that binds, and no tier where its own promise does", () => {
    const bound = section(
      rendered(`${starterPolicy}obligations: [essential-eight-ml2]\n`),
      "Promises",
    );

    expect(bound).toMatch(/\| critical \| .*`essential-eight-ml2`/);
    expect(section(rendered(starterPolicy), "Promises")).toContain("| critical | 21 days |");
  });

  it("says on which day a promise changes, and what goes on unchanged once", () => {
    const dated = starterPolicy.replace(
      /deadlines: (\{.*?\})/,
      "deadlines: [$1, { from: 2027-07-01, critical: 20d, high: 30d, medium: 60d, low: 180d }]",
    );
    const promises = section(rendered(dated), "Promises");

    expect(promises).toContain(
      "| critical | 21 days for releases before 1 July 2027; 20 days for releases from 1 July 2027 |",
    );
    expect(promises).toContain("| high | 30 days |");
  });

  it("has a row for each class where promises ask for more than severity", () => {
    const asked =
      "{ id: a-1, control: A, source: us, within: 6d, when: { automatable: true, severity: [critical] } }";
    const promises = section(rendered(`${starterPolicy}obligations: [${asked}]\n`), "Promises");

    expect(promises).toMatch(/\| critical \(automatable\) \| 6 days \(`a-1`\) \|/);
    expect(promises).toMatch(/\| critical \(not automatable\) \| 21 days \|/);
  });

  it("has a column for what is exploited only where something is promised about it", () => {
    expect(section(rendered(example), "Promises")).toContain("When exploited");
    expect(section(rendered(starterPolicy), "Promises")).not.toContain("When exploited");
  });
});

describe("the section of the proof", () => {
  it("says that the calendar keeps the promises", () => {
    expect(section(rendered(starterPolicy), "Proof")).toMatch(
      /> \*\*The calendar keeps all \d+ promises\.\*\*/,
    );
  });

  it("says above all else that a promise is broken, and draws it", () => {
    const late = rendered(starterPolicy.replace("critical: 21d", "critical: 7d"));

    expect(JSON.stringify(late.notices)).toContain("what its own calendar cannot keep");
    expect(section(late, "Proof")).toContain(
      "A broken promise: critical patches in web.broad on AWS",
    );
    expect(section(late, "Proof")).toContain("**9d 3h late**");
  });

  it("draws the latest of its broken promises, what is never installed first, and counts the others", () => {
    // Each ring rests longer than the one before, so that the last of the document are the latest; no window has room for
    // the one that takes its machines one by one.
    const rings = [2, 3, 4, 5].map(
      (soak) => `      - { name: ring${soak}, window: early, soak: ${soak}d }\n`,
    );
    const slow = "      - { name: slow, window: early, concurrency: 1% }\n";
    const more = starterPolicy
      .replace("critical: 21d", "critical: 2d")
      .replace(/(\n {6}- \{ name: broad.*\n)/, (broad) => `${broad}${rings.join("")}${slow}`);
    const drawn = [...section(rendered(more), "Proof").matchAll(/in (web\.\w+) on AWS/g)];

    expect(drawn.map(([, ring]) => ring)).toEqual([
      "web.slow",
      "web.ring5",
      "web.ring4",
      "web.ring3",
    ]);
    expect(section(rendered(more), "Proof")).toContain(
      "One promise of each ring and cloud, the latest first; 3 more are not drawn.",
    );
  });
});

describe("what is not kept", () => {
  it("is said where the ring is described, and in a section of its own", () => {
    // Promotion lists do not travel from one region to another.
    const ubuntu = rendered(
      starterPolicy
        .replace("amazon-linux-2023", "rhel-9, ubuntu-24.04")
        .replace("regions: [eu-central-1]", "regions: [eu-central-1, eu-west-1]")
        .replace("name: canary,", "name: canary, regions: [eu-west-1],"),
    );

    expect(section(ubuntu, "Rings")).toContain("**nothing keeps that on AWS for Ubuntu 24.04**");
    expect(section(ubuntu, "What a cloud does not keep")).toContain(
      "| The soak | AWS, for Ubuntu 24.04 | `web.broad` |",
    );
  });
});

describe("runs and recovery points", () => {
  const everything = readFileSync(path.resolve(__dirname, "../../support/everything.yaml"), "utf8");

  it("are told with what nothing keeps, and are no section where nothing is asked", () => {
    const runs = section(rendered(everything), "Runs and recovery points");

    expect(runs).toContain(
      "- `web.broad`: people say yes before each run; **nothing keeps that on Azure**.",
    );
    expect(runs).toContain(
      "- `web.canary`: packages are fetched before anything is changed; **nothing keeps that on AWS for Windows Server 2022 and on Azure**.",
    );
    expect(runs).toContain(
      "- `web.canary`: on AWS no run begins unless the alarms `web-errors` are OK.",
    );
    expect(runs).toContain("compliance lock, 7 days at least and 90 days at most.");
    expect(runs).toContain("copied to us-east-1 and kept there 30 days.");
    expect(runs).toContain("Recovery points from before are looked for in `central`, too.");
    expect(runs).toContain("A machine has at most 60 recovery points at a time, copies counted.");
    expect(section(rendered(starterPolicy), "Runs and recovery points")).toBe("");
  });
});

describe("what is open", () => {
  it("is listed with what to do, unless a risk is accepted for it", () => {
    const peak = starterPolicy.replace(
      'sunday at 04:00"',
      'sunday at 04:00", peaks: [{ days: [sunday], from: "03:00", to: "05:00" }]',
    );
    const risk =
      "exceptions:\n  - { id: RISK-1, rule: window/peak, reason: old, owner: a, approvedBy: b, expires: 2027-01-31 }\n";

    expect(section(rendered(peak), "Open findings")).toMatch(
      /\| `window\/peak` \| .* \| .* \| .*\./,
    );
    expect(section(rendered(`${peak}${risk}`), "Open findings")).toBe("");
  });

  it("is no section where nothing is", () => {
    expect(section(rendered(starterPolicy), "Open findings")).toBe("");
  });
});

describe("days", () => {
  it("make a review overdue after its last day, not on it", () => {
    const reviewed = starterPolicy.replace("effectiveFrom", "reviewBy: 2027-01-31\neffectiveFrom");
    const overdue = "The review was due by 31 January 2027 and is overdue.";

    expect(JSON.stringify(rendered(reviewed, "2027-01-31T23:59Z").notices)).not.toContain(overdue);
    expect(JSON.stringify(rendered(reviewed, "2027-02-01").notices)).toContain(overdue);
  });

  it("make an exception expired after its last day", () => {
    const risk = `${starterPolicy}exceptions:\n  - { id: RISK-1, rule: deadlines, reason: old, owner: a, approvedBy: b, expires: 2027-01-31 }\n`;

    expect(section(rendered(risk, "2027-01-31T23:59Z"), "Accepted risks")).not.toContain("expired");
    expect(section(rendered(risk, "2027-02-01"), "Accepted risks")).toContain(
      "31 January 2027: expired",
    );
  });
});
