import { execFileSync } from "node:child_process";
import * as path from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { starterPolicy } from "../../model/starter";
import { type Printed, workplace } from "../support/commandLine";

const place = workplace();
beforeEach(() => place.write(starterPolicy));

const due = (...args: string[]): Printed => place.run("due", ...args);
const critical = ["--severity", "critical", "--exploited", "no", "--released", "2026-12-01T09:00Z"];

describe("patchwarden due", () => {
  it("says when, what binds, which run in local time and UTC, and what to do next", () => {
    const { exit, out } = due(...critical);

    // Released Tuesday 09:00, approved after 2 d and a minute; runs on Wednesdays and Sundays at 04:00 in Berlin.
    expect(exit).toBe(0);
    expect(out).toContain(
      "web (tier standard, internet): due 2026-12-22 10:00 Europe/Berlin = 2026-12-22 09:00 UTC, bound by tier standard",
    );
    expect(out).toContain(
      "canary, amazon-linux-2023 on aws: scheduled in window early, 16d 3h to spare",
    );
    expect(out).toContain("starts 2026-12-06 04:00 Europe/Berlin = 2026-12-06 03:00 UTC");
    expect(out.split("\n").at(-1)).toMatch(/^next: nothing to do/);
  });

  it("ends with 3 when a ring is not in time", () => {
    const { exit, out } = due(...critical, "--as-of", "2026-12-22T00:00Z");

    expect(exit).toBe(3);
    expect(out).toContain("not served (routine: ");
    expect(out).toContain("tier standard names no path");
    expect(out.split("\n").at(-1)).toMatch(/^next: patchwarden check/);
  });

  it("prints everything as JSON, with instants that it can read itself", () => {
    const { exit, out } = due(...critical, "--json", "--id", "CVE-2026-1");
    const answer = JSON.parse(out);

    expect(exit).toBe(0);
    expect(answer.vulnerability).toMatchObject({ id: "CVE-2026-1", severity: "critical" });
    expect(answer.groups).toHaveLength(1);
    const [group] = answer.groups;
    expect(group).toMatchObject({
      group: "web",
      due: "2026-12-22T09:00Z",
      dueLocal: "2026-12-22 10:00 Europe/Berlin",
      boundBy: "tier standard",
      served: true,
      unknown: [],
    });
    expect(group.limits[0]).toMatchObject({
      within: "21d",
      clock: "released",
      start: "2026-12-01T09:00Z",
      assumed: false,
      laterMinutes: 0,
    });
    expect(group.routes[0]).toMatchObject({
      ring: "canary",
      kind: "scheduled",
      toSpareMinutes: 16 * 1440 + 180,
      systems: [{ system: "amazon-linux-2023", cloud: "aws" }],
      attempt: {
        by: "routine",
        name: "early",
        start: "2026-12-06T03:00Z",
        local: {
          start: "2026-12-06 04:00 Europe/Berlin",
          finish: "2026-12-06 07:00 Europe/Berlin",
        },
      },
    });
    expect(group.routes[0].attempt.steps[0]).toEqual({
      from: "2026-12-01T09:00Z",
      until: "2026-12-03T09:01Z",
      cause: "approval delay 2d",
    });
  });

  it("says what it assumed of clocks, and of events before the release", () => {
    place.write(
      `${starterPolicy}\nobligations: [cis-8.1, { id: acme-7, control: SEC-7, within: 9d, of: evaluated, source: handbook }]\n`,
    );
    const { out } = due(...critical, "--detected", "2026-11-20");

    expect(out).toMatch(/^ {2}9d acme-7 .* 2026-12-01 09:00 UTC assumed /m);
    expect(out).toContain(
      "acme-7: the evaluation is not known; it counts from the release, the earliest",
    );
    expect(out).toMatch(/^ {2}1mo cis-controls-8\.1 .* 2026-12-01 09:00 UTC the release /m);
    expect(out).toContain(
      "cis-controls-8.1: the detection of 2026-11-20 00:00 UTC is before the release",
    );
  });

  it("takes a finding from a file, options win, and one group and ring where asked", () => {
    place.write('{"severity":"low","released":"2026-12-01T09:00Z","exposed":true}', "f.json");
    const answer = JSON.parse(
      due("--finding", "f.json", "--severity", "high", "--exposure", "internal", "--json").out,
    );

    expect(answer.groups[0].limits[0]).toMatchObject({ within: "30d" });
    expect(answer.groups[0]).toMatchObject({ exposure: "internal", groupExposure: "internet" });
    expect(due("--finding", "f.json", "--ring", "broad", "--group", "web").out).not.toMatch(
      /^ {2}canary/m,
    );
  });

  it("takes a finding's own group, from standard input too", () => {
    const input = '{"severity":"high","released":"2026-12-01T09:00Z","group":"wbe"}';
    const script = path.join(__dirname, "../../tools/patchwarden.js");
    const args = [script, "due", "--finding", "-", "-f", place.pathOf("patching.yaml"), "--json"];
    const run = (text: string) => {
      try {
        return {
          exit: 0,
          out: execFileSync("node", args, { input: text, stdio: "pipe" }).toString(),
        };
      } catch (error) {
        const { status, stderr } = error as { status: number; stderr: Buffer };
        return { exit: status, out: stderr.toString() };
      }
    };

    expect(run(input)).toMatchObject({
      exit: 2,
      out: expect.stringContaining('due: unknown group "wbe" (did you mean "web"?)'),
    });
    expect(run("")).toMatchObject({ exit: 2 });
    expect(JSON.parse(run(input.replace("wbe", "web")).out).groups[0].group).toBe("web");
  });

  it.each([
    [[], /^due: released is missing; write the instant/],
    [["--released", "soon"], /'soon' is invalid\. got "soon"; write an instant/],
    [["--released", "9999-01-01"], /write an instant .* from 1990 to 2199/],
    [["--exploited", "maybe"], /got "maybe"; write yes or no/],
    [["--exposure", "public"], /Allowed choices are internet, internal/],
    [
      ["--released", "2026-12-01", "--severity", "hihg"],
      /unknown severity "hihg" \(did you mean "high"/,
    ],
    [
      ["--released", "2026-12-01", "--severity", "crit"],
      /unknown severity "crit" \(did you mean "critical"\?\); allowed: critical, high/,
    ],
    [["--released", "2026-12-01", "--group", "wbe"], /unknown group "wbe" \(did you mean "web"/],
    [["--released", "2026-12-01", "--ring", "brod"], /unknown ring "brod" \(did you mean "broad"/],
    [
      ["--released", "2026-12-01", "--system", "rhel"],
      /unknown system "rhel" \(did you mean "rhel-/,
    ],
    [
      ["--released", "2026-12-01", "--system", "rhel-9"],
      /no group patches that .* amazon-linux-2023 on aws/,
    ],
    [
      ["--released", "2026-12-01", "--cloud", "azure", "--group", "web"],
      /group web does not patch that/,
    ],
    [["--finding", "absent.json"], /^due: absent\.json cannot be read \(ENOENT\)/],
    [["--finding", "."], /^due: \. cannot be read \(EISDIR\)/],
  ])("%j ends with 2 and one clear line", (args, expected) => {
    const { exit, out, err } = due(...args);

    expect(exit).toBe(2);
    expect(out).toBe("");
    expect(err).toMatch(expected);
    expect(err).not.toMatch(/\n {4}at /);
  });

  it("shows every fault of a finding with its position", () => {
    place.write('{\n  "severty": "high",\n  "exposed": 3\n}', "f.json");

    expect(due("--finding", "f.json").err.split("\n")).toEqual([
      expect.stringMatching(/^due: f\.json:\d:\d+: .*exposed must be true or false, got 3/),
      expect.stringMatching(/^due: f\.json:2:3: unknown key "severty" \(did you mean "severity"/),
    ]);
  });
});

describe("patchwarden plan", () => {
  it("shows one group where asked", () => {
    const twice = starterPolicy.replace(
      "groups: #",
      "groups:\n  shop: { tier: standard, owner: a, baselines: [linux], aws: { regions: [eu-west-1] }, rings: [{ name: all, window: early }] }\n#",
    );
    place.write(twice);
    const { exit, out } = place.run("plan", "--group", "shop");

    expect(exit).toBe(0);
    expect(out).toContain("shop.all");
    expect(out).toContain("eu-west-1");
    expect(out).not.toContain("web.canary");
    expect(out).not.toContain("eu-central-1");
    expect(JSON.parse(place.run("plan", "--group", "shop", "--json").out).groups).toHaveLength(1);
  });

  it("ends with 2 on an unknown group and names the nearest", () => {
    expect(place.run("plan", "--group", "wbe")).toMatchObject({
      exit: 2,
      out: "",
      err: 'plan: unknown group "wbe" (did you mean "web"?); allowed: web',
    });
  });
});
