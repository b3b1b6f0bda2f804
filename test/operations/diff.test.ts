import { describe, expect, it } from "vitest";
import { starterPolicy } from "../../model/starter";
import { workplace } from "../support/commandLine";

const place = workplace();

function write(after: string): void {
  place.write(starterPolicy, "old.yaml");
  place.write(after, "new.yaml");
}

describe("patchwarden diff", () => {
  it("tells what a change does, and what to do next", () => {
    write(starterPolicy.replace("critical: 21d", "critical: 25d"));

    const { exit, out, err } = place.run("diff", "old.yaml", "new.yaml");

    expect([exit, err]).toEqual([0, ""]);
    expect(out).toMatch(
      /^1 promise weaker, 0 promises stronger, 1 change of the document, 1 of them weaker\n/,
    );
    expect(out).toMatch(/looser +critical patches in web, due within +21d \(tier standard\) → 25d/);
    expect(out).toMatch(/changed, weaker +tiers\.standard\.deadlines\.critical +21d → 25d/);
    expect(out.split("\n").at(-1)).toMatch(/^next: patchwarden check -f new\.yaml /);
  });

  it("says that documents are the same", () => {
    write(`${starterPolicy}# a remark\n`);

    expect(place.run("diff", "old.yaml", "new.yaml", "--fail-on", "weaker")).toMatchObject({
      exit: 0,
      out: expect.stringMatching(/^the documents say the same\nnext: /),
    });
  });

  it.each([
    ["critical: 25d", 3],
    ["critical: 20d", 0],
  ])("ends with --fail-on weaker on %s with %d", (deadline, code) => {
    write(starterPolicy.replace("critical: 21d", deadline));

    expect(place.run("diff", "old.yaml", "new.yaml", "--fail-on", "weaker").exit).toBe(code);
    expect(place.run("diff", "old.yaml", "new.yaml").exit).toBe(0);
  });

  it("ends with --fail-on weaker with 3 when the calendar newly breaks a tighter deadline", () => {
    write(starterPolicy.replace("critical: 21d", "critical: 7d"));

    expect(place.run("diff", "old.yaml", "new.yaml", "--fail-on", "weaker").exit).toBe(3);
  });

  it("prints Markdown for a pull request, in which a hostile reason calls and formats nothing", () => {
    const reason = "@everyone **look** <img src=x> | at `this`\u001b[31m";
    const risk = `exceptions:\n  - { id: RISK-1, rule: soak/not-kept, reason: ${JSON.stringify(reason)}, owner: a, approvedBy: b, expires: 2030-01-01 }\n`;
    place.write(`${starterPolicy}${risk}`, "old.yaml");
    place.write(`${starterPolicy}${risk.replace("@everyone", "@nobody")}`, "new.yaml");

    const { exit, out } = place.run("diff", "old.yaml", "new.yaml", "--markdown");

    expect(exit).toBe(0);
    expect(out).toMatch(/^## What this change does to the patching policy\n\n/);
    expect(out).toContain(
      "| changed | `exceptions.RISK-1.reason` | ``@everyone **look** <img src=x> \\| at `this`\\u001B[31m`` → ",
    );
    expect(out).not.toContain("\u001b");
  });

  it("prints the same as JSON", () => {
    write(starterPolicy.replace("at 04:00", "at 05:00"));

    const json = JSON.parse(place.run("diff", "old.yaml", "new.yaml", "--json").out);

    expect(json).toMatchObject({ asOf: "2026-12-01T00:00Z", exit: 0, weaker: false });
    expect(json.changes).toMatchObject([{ path: ["windows", "early", "schedule"] }]);
    expect(json.runs[0].after.next[0]).toBe("2026-12-02T04:00Z");
  });

  it("keeps control characters of a document away from the terminal", () => {
    const risk = (reason: string): string =>
      `${starterPolicy}exceptions:\n  - { id: RISK-1, rule: soak/not-kept, reason: ${JSON.stringify(reason)}, owner: a, approvedBy: b, expires: 2030-01-01 }\n`;
    place.write(risk("plain"), "old.yaml");
    place.write(risk("\u001b[2J\u202egnihton"), "new.yaml");

    const { out } = place.run("diff", "old.yaml", "new.yaml");

    expect(out).toContain("plain → \\u001B[2J\\u202Egnihton");
  });

  it("refuses documents that are invalid, and says which", () => {
    place.write("version: 2\n", "old.yaml");
    place.write(starterPolicy.replace("tier: standard", "tier: gold"), "new.yaml");

    const { exit, out, err } = place.run("diff", "old.yaml", "new.yaml");

    expect([exit, out]).toEqual([2, ""]);
    expect(err).toContain("diff: the old document is invalid\nold.yaml:1:");
    expect(err).toMatch(
      /diff: the new document is invalid\nnew\.yaml:\d+:\d+: .*unknown name "gold"/,
    );
    const refused = JSON.parse(place.run("diff", "old.yaml", "new.yaml", "--json").out);
    const { faults } = refused;
    expect(refused).toMatchObject({ asOf: "2026-12-01T00:00Z", exit: 2 });
    expect(new Set(faults.map(({ document }: { document: string }) => document))).toEqual(
      new Set(["old", "new"]),
    );
  });

  it("refuses a file that is not there", () => {
    place.write(starterPolicy, "old.yaml");

    expect(place.run("diff", "old.yaml", "absent.yaml")).toMatchObject({ exit: 2, out: "" });
    expect(place.run("diff", "old.yaml")).toMatchObject({ exit: 2 });
  });

  it("shows an example in its help", () => {
    expect(place.run("diff", "--help").out).toContain("Example:\n  git show main:patching.yaml");
  });
});
