import { readFileSync } from "node:fs";
import * as path from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { starterPolicy } from "../../model/starter";
import { type Printed, workplace } from "../support/commandLine";

const page = readFileSync(path.resolve(__dirname, "../../docs/people.md"), "utf8");
const blocks = (language: string): readonly string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, "gm"))].map(
    ([, text]) => text ?? "",
  );
const document = blocks("yaml")[0] ?? "";

const place = workplace();
beforeEach(() => place.write(document));

/** The page's document with one thing changed. */
function changed(from: string | RegExp, to: string): void {
  const text = document.replace(from, to);
  expect(text).not.toBe(document);
  place.write(text);
}

const last = ({ out }: Printed): string | undefined => out.split("\n").at(-1);

describe("the page about people", () => {
  it("shows commands that all end well on its document", () => {
    const commands = blocks("sh").flatMap((text) => text.trim().split("\n"));

    expect(commands.length).toBeGreaterThan(5);
    for (const command of commands) {
      const { exit, err, out } = place.run(...command.split(" ").slice(2));
      expect([command, exit, err]).toEqual([command, 0, ""]);
      expect(out).toMatch(/^next: /m);
    }
  });

  it("has a document without any finding", () => {
    expect(place.run("check", "--fail-on", "note")).toMatchObject({ exit: 0 });
  });
});

describe.each(["raci", "oncall", "responsibility", "vendors", "exceptions"])("%s", (command) => {
  it("has an example in its help, and JSON that says the same as its exit code", () => {
    expect(place.run(command, "--help").out).toContain("Example:");
    expect(JSON.parse(place.run(command, "--json").out)).toMatchObject({ exit: 0 });
  });

  it("ends with 2 on a document that is not valid", () => {
    place.write("version: 2");

    expect(place.run(command)).toMatchObject({ exit: 2, out: "" });
  });

  it("says what to do next on the first policy", () => {
    place.write(starterPolicy);

    const printed = place.run(command);

    const isOpen = command === "raci" || command === "responsibility";
    expect(printed).toMatchObject({ exit: isOpen ? 3 : 0, err: "" });
    expect(last(printed)).toMatch(/^next: /);
  });
});

describe("patchwarden raci", () => {
  it("prints who is what for every layer of every group", () => {
    const { out } = place.run("raci");

    expect(out).toMatch(/^web +application +payments +payments +platform +ciso$/m);
    expect(out).toMatch(/^web +security +platform-security +platform-security, platform +- +-$/m);
  });

  it.each([
    ["accountable: [payments, platform]", /payments, platform \(SEVERAL\)/],
    ["accountable: []", /^web +application +NOBODY/m],
  ])("ends with 3 when a layer has %s", (accountable, shown) => {
    changed("accountable: payments", accountable);

    const printed = place.run("raci");

    expect(printed.exit).toBe(3);
    expect(printed.out).toMatch(shown);
    expect(JSON.parse(place.run("raci", "--json").out).open).toHaveLength(1);
    expect(place.run("check", "--only", "owner")).toMatchObject({ exit: 3 });
  });
});

describe("patchwarden oncall", () => {
  it("prints who may decide when", () => {
    const { out } = place.run("oncall", "--days", "30");

    expect(out).toMatch(
      /^urgent +2026-12-07 08:00 to 2026-12-14 08:00 Europe\/Berlin +bob +1 of 1$/m,
    );
    expect(out).toMatch(/^urgent +2026-12-24 08:00 to 2026-12-27 08:00 Europe\/Berlin +bob, cy /m);
    expect(out).toContain("urgent: no gap");
  });

  it("ends with 3 on a gap, which check reports when it is near", () => {
    changed("quorum: 1", "quorum: 2");

    const printed = place.run("oncall");

    expect(printed.exit).toBe(3);
    expect(printed.out).toContain(
      "gap: 2026-12-01 01:00 to 2026-12-24 08:00 Europe/Berlin with 1 of 2",
    );
    expect(place.run("check", "--only", "oncall").out).toContain("error oncall/gap: path urgent");
  });

  it("ends with 3 when somebody is on call after the authority has ended", () => {
    changed("until: 2027-12-31", "until: 2026-12-15");

    const { exit, out } = place.run("oncall");

    expect(exit).toBe(3);
    expect(out).toContain(
      "lapsed: ada is on call from 2026-12-16 00:00 to 2026-12-21 08:00 Europe/Berlin",
    );
  });

  it("looks as far ahead as it is told", () => {
    expect(place.run("oncall", "--days", "390")).toMatchObject({ exit: 0 });
    expect(place.run("oncall", "--days", "400")).toMatchObject({ exit: 3 });
    expect(place.run("oncall", "--days", "0")).toMatchObject({ exit: 2 });
  });

  it("ends with 3 when a path asks the people on call and there is no roster", () => {
    changed(/^people:[\s\S]*?(?=^responsibilities:)/m, "");
    place.write(place.read("patching.yaml").replace("to: ada", "to: ciso"));

    const printed = place.run("oncall");

    expect(printed.exit).toBe(3);
    expect(printed.out).toContain("path urgent asks the people on call, and there is no onCall");
    expect(last(printed)).toMatch(/^next: add people and onCall/);
  });
});

describe("patchwarden responsibility", () => {
  const stack = (...types: string[]): void =>
    place.write(
      JSON.stringify({
        version: 3,
        deployment: {
          resources: [
            { urn: "u", type: "pulumi:pulumi:Stack" },
            { urn: "c", type: "acme:web:Site", custom: false },
            ...types.map((type, index) => ({ urn: String(index), type, custom: true })),
          ],
        },
      }),
      "stack.json",
    );

  it("prints the matrix", () => {
    expect(place.run("responsibility").out).toMatch(
      /^machines +iaas +platform +payments +none +payments +aws:ec2\/instance:Instance$/m,
    );
  });

  it("finds a party for every type of a stack that runs software", () => {
    stack("aws:ec2/instance:Instance", "aws:rds/instance:Instance", "aws:iam/role:Role");

    const { exit, out } = place.run("responsibility", "--stack", "stack.json");

    expect(exit).toBe(0);
    expect(out).toMatch(/^aws:rds\/instance:Instance +1 +databases$/m);
    expect(out).toContain("1 other resource type of the stack runs no software to patch");
  });

  it("ends with 3 and lists the types that nobody patches, and nothing else", () => {
    stack(
      "aws:lambda/function:Function",
      "aws:lambda/function:Function",
      "aws:iam/role:Role",
      "pulumi:providers:aws",
      "gcp:compute/instance:Instance",
    );

    const printed = place.run("responsibility", "--stack", "stack.json");

    expect(printed.exit).toBe(3);
    expect(printed.out.split("\n").filter((line) => line.startsWith("open: "))).toEqual([
      "open: aws:lambda/function:Function (2 in the stack): NOBODY: no row is for this function",
      "open: gcp:compute/instance:Instance (1 in the stack): UNKNOWN: not of aws or azure-native; add a row for it",
    ]);
  });

  it("takes the export of an empty stack", () => {
    place.write('{ "version": 3, "deployment": { "manifest": {} } }', "stack.json");

    expect(place.run("responsibility", "--stack", "stack.json")).toMatchObject({ exit: 0 });
  });

  it.each([
    ["nothing at all", undefined, "could not be read (ENOENT)"],
    ["no JSON", "nothing", "is not JSON"],
    ["other JSON", '{ "resources": [] }', "is not a stack export: it has no valid deployment"],
    [
      "resources without types",
      '{ "deployment": { "resources": [{}] } }',
      "it has no valid deployment.resources.0.type",
    ],
  ])("refuses %s in one line", (_, text, message) => {
    if (text !== undefined) place.write(text, "stack.json");

    const { exit, out, err } = place.run("responsibility", "--stack", "stack.json");

    expect([exit, out]).toEqual([2, ""]);
    expect(err).toContain(message);
    expect(err.split("\n")).toHaveLength(1);
  });

  it("ends with 3 when a layer of its own has no party", () => {
    changed("runtime: payments, ", "");

    const { exit, out } = place.run("responsibility");

    expect(exit).toBe(3);
    expect(out).toContain("nobody is said to patch the layer runtime");
  });
});

describe("patchwarden vendors", () => {
  it("prints support ends and promises beside the tightest deadlines", () => {
    const { out } = place.run("vendors");

    expect(out).toMatch(/^amazon +amazon-linux-2023 +web +until 2029-06-30, 942d +unknown$/m);
    expect(out).toMatch(/^amazon +critical +7d +exploited critical 14d \(web, tier gold\) +-$/m);
  });

  it("ends with 3 when support of a system in use has ended", () => {
    expect(place.run("vendors", "--as-of", "2029-06-30T12:00Z")).toMatchObject({ exit: 0 });
    const printed = place.run("vendors", "--as-of", "2029-07-01T00:00Z");

    expect(printed.exit).toBe(3);
    expect(printed.out).toContain("ENDED on 2029-06-30");
  });

  it("marks a promise that is too slow, and names systems without a vendor", () => {
    changed("critical: 7d", "critical: 15d");
    expect(place.run("vendors").out).toMatch(/^amazon +critical +15d .* TOO SLOW$/m);

    changed(
      "systems: [amazon-linux-2023], approve",
      "systems: [amazon-linux-2023, rhel-9], approve",
    );
    expect(place.run("vendors").out).toContain("no vendor for: rhel-9");
  });
});

describe("patchwarden exceptions", () => {
  it("prints state, days left, renewals, approver, scope and what is accepted", () => {
    expect(place.run("exceptions").out).toMatch(
      /^RISK-17 +valid +120d +2027-03-31 +0 of 1 +ciso +gold +web +aws-ssm-task-rate-control$/m,
    );
  });

  it.each([
    ["2027-03-01T00:00Z", 0, "expiring"],
    ["2027-03-31T23:59Z", 0, "expiring"],
    ["2027-04-01T00:00Z", 3, "EXPIRED"],
  ])("says on %s with exit code %i: %s", (day, exit, state) => {
    const printed = place.run("exceptions", "--as-of", day);

    expect(printed.exit).toBe(exit);
    expect(printed.out).toMatch(new RegExp(`^RISK-17 +${state} `, "m"));
  });

  it.each([
    [/longest: 180d/, "longest: 90d", "TOO LONG"],
    [/by: \[ciso\]/, "by: [payments]", "NOT ALLOWED"],
    [/ {4}compensating: .*\n/, "", "NOT ALLOWED"],
    ["expires: 2027-03-31", "expires: 2027-03-31\n    renewals: 2", "NOT ALLOWED"],
  ])("ends with 3 after %s becomes %s", (from, to, state) => {
    changed(from, to);

    const printed = place.run("exceptions");

    expect(printed.exit).toBe(3);
    expect(printed.out).toMatch(new RegExp(`^RISK-17 +${state} `, "m"));
    expect(place.run("check", "--only", "exception")).toMatchObject({ exit: 3 });
  });
});
