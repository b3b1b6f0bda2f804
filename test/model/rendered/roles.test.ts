import { readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { loadPlan, parsePlan } from "../../../model/load";
import { toMarkdown } from "../../../model/rendered/markdown";
import { renderPolicy } from "../../../model/rendered/policyDocument";
import { policySource } from "../../../model/rendered/source";
import { parseInstant } from "../../../model/zone";

const docs = path.resolve(__dirname, "../../../docs");
const asOf = parseInstant("2026-12-01") ?? 0;

/** The Markdown of the whole document that a page of the docs shows, with some words replaced. */
function page(name: string, ...replaced: readonly (readonly [string, string])[]): string {
  const shown = readFileSync(path.join(docs, `${name}.md`), "utf8");
  const text = replaced.reduce(
    (all, [from, to]) => {
      expect(all).toContain(from);
      return all.replace(from, to);
    },
    /```yaml\n(version: 1\n[\s\S]*?)```/.exec(shown)?.[1] ?? "",
  );
  const loaded = parsePlan(text);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  return toMarkdown(renderPolicy(policySource(loaded, asOf)));
}

describe("who answers for what, on paper", () => {
  const people = page("people");

  it("names teams by their titles, with lead and contact", () => {
    expect(people).toContain("| Owner | Platform security |");
    expect(people).toContain("| Payments (payments) | Grace Hopper | payments@acme.example |");
    expect(people).toContain("| Payments | the machines of `web`; ");
  });

  it("says who is accountable for each layer, and when nobody is", () => {
    expect(people).toContain("| Operating system | all | Platform | Platform | – | Payments |");
    const none = page("people", ["  platform: { accountable: platform }\n", ""]);
    expect(none).toContain("| Patching platform | all | **nobody** |");
  });

  it("says who is on call, what each may decide, and that it is enough", () => {
    expect(people).toMatch(
      /\| Ada Lovelace \| Platform \| .* \| `urgent`, until 31 December 2027 \|/,
    );
    expect(people).toContain(
      "| 30 November 2026 | 30 December 2027 | Ada Lovelace and Bob Kahn | 7 days each |",
    );
    expect(people).toContain(
      "**For 30 days, 1 or more who may decide on urgent are on call at every instant.**",
    );
  });

  it("says when too few are on call", () => {
    const gap = page("people", ["to: 2027-12-30, rotate", "to: 2026-12-10, rotate"]);

    expect(gap).toContain("**Too few are on call who may decide on urgent (1 must):**");
    expect(gap).toMatch(/- 2026-12-11 08:00 to .* with 0 of 1/);
  });

  it("says who patches what of each kind of service, and what nobody does", () => {
    expect(people).toMatch(
      /\| `databases` \| PaaS \| the provider \| the provider \| the provider \| Payments \|/,
    );
    const open = page("people", ["engine: provider, ", ""]);
    expect(open).toMatch(
      /\| `databases` \| PaaS \| the provider \| the provider \| \*\*nobody\*\* \|/,
    );
  });

  it("says who is told of a deadline in danger or missed", () => {
    expect(people).toContain("| 1 day before it is due | Ada Lovelace | \\+49 30 1 |");
    expect(people).toContain(
      "| as soon as it is overdue | Chief information security officer | ciso@acme.example |",
    );
  });

  it("says who may accept risks, and of each risk why and until when", () => {
    expect(people).toMatch(
      /- Risks of tier `gold` may be accepted by Chief information security officer: for 180 days at the longest, renewed once/,
    );
    expect(people).toMatch(
      /\| `RISK-17` \| .*Meanwhile: WAF rule 17\. \| Payments \| .*25 November 2026 \| 31 March 2027 \|/,
    );
  });

  it("says what a vendor promises, and when its support has ended", () => {
    expect(people).toContain("critical: 7 days; high: 14 days | 30 June 2029 |");
    const ended = page("people", ["supportEnds: 2029-06-30", "supportEnds: 2026-06-30"]);
    expect(ended).toContain("**ended on 30 June 2026**");
  });
});

describe("what groups say beyond their rings, on paper", () => {
  const groups = page("groups");

  it("says from which classification a tier comes, and what each group comes to", () => {
    expect(groups).toMatch(
      /- To tier `gold` comes what has business impact high or severe and environment production; or data class restricted and exposure internet\./,
    );
    expect(groups).toContain(
      "| `database` | severe | restricted | mef failure | negligible | gold |",
    );
  });

  it("says when a rollout is undone", () => {
    expect(groups).toContain(
      "A rollout in tier `gold` is stopped and undone when the patch failed on more than 5 % of a ring's machines",
    );
  });

  it("says the strategy, what comes first, and how many at once", () => {
    expect(groups).toContain(
      "- It is patched in place, a few machines first. Its machines hold data of their own.",
    );
    expect(groups).toContain(
      "- At once at most 1 machine of a cluster (by the tag Cluster) and 50 % of the machines of an availability zone; **nothing keeps that**.",
    );
    expect(groups).toMatch(
      /- A patch reaches its first ring after it has rested \d+ days? in `shop-staging\.all`/,
    );
    expect(groups).toContain("5 machines of at most 30 at a time");
  });
});

describe("the bank's policy, on paper", () => {
  const loaded = loadPlan(path.join(docs, "examples/bank/patching.yaml"), "bank/patching.yaml");
  const bank = loaded.ok ? toMarkdown(renderPolicy(policySource(loaded, asOf))) : "";

  it("lists every file that it is made of, the imported calendar among them", () => {
    expect(bank).toMatch(/\| `groups\/payments\.yaml` \| `[0-9a-f]{64}` \|/);
    expect(bank).toMatch(/\| `calendars\/bank-holidays\.ics` \| `[0-9a-f]{64}` \|/);
  });

  it("says on which days an imported calendar bars runs, and when patches are tested", () => {
    expect(bank).toMatch(/\| `bank-holidays` \| imported: 1 January 2027; 1 May 2027; /);
    expect(bank).toMatch(
      /\| `payments-regression` \| every Monday at 09:00 \(Europe\/Paris\) \| 6 hours \| `payments-staging` \| `payments` and `cards` \| Payments \|/,
    );
  });
});
