import { describe, expect, it } from "vitest";
import { starterPolicy } from "../../model/starter";
import { workplace } from "../support/commandLine";

const { run, write } = workplace();
const late = starterPolicy.replace(/critical: \d+d/, "critical: 7d");

describe("patchwarden explain", () => {
  it("draws the worst case in at most 100 columns, with due date, bars, soak and assumptions", () => {
    write(late);

    const { exit, out } = run("explain", "web", "--severity", "critical");

    expect(exit).toBe(3);
    const lines = out.split("\n");
    const figure = lines.slice(0, lines.indexOf(""));
    expect(figure[0]).toBe("web.broad, amazon-linux-2023 on aws, critical: 9d 3h late");
    expect(out).toContain(
      "  2027-12-13 03:00        9d 1m  ████████████▓▓▓               approval delay 9d: 2d asked, more for\n",
    );
    expect(out).toMatch(/2027-12-20 03:00 +┆ +due: 7d after the release \(tier/);
    expect(out).toMatch(/2027-12-29 06:00 +┆ +installed, 9d 3h late/);
    expect(out).toContain("soak: 2d asked, 2d 21h at the least");
    expect(out).toContain("youngest patch that the ring can install: 8d 2h 1m old");
    expect(out).toContain("assumed:\n  Releases from 2026-12-01");
    for (const line of figure) expect(line.length).toBeLessThanOrEqual(100);
  });

  it("ends with 0 and the least slack when all is kept", () => {
    write(late);

    const { exit, out } = run("explain", "web", "--ring", "canary", "--severity", "low");

    expect(exit).toBe(0);
    expect(out).toMatch(/^web\.canary, amazon-linux-2023 on aws, low: kept with /);
    expect(out).toContain("next: patchwarden simulate");
  });

  it("draws the longest wait too, where it is another release than the latest one", () => {
    // A calendar month over February: the latest release and the one that waits longest differ.
    write(
      starterPolicy
        .replace(/critical: \d+d, high: 30d/, "critical: 1mo, high: 30d")
        .replace(/schedule: "[^"]*"/, "schedule: second tuesday +1 day at 22:00"),
    );

    const { out } = run("explain", "web", "--severity", "critical", "--ring", "canary");

    expect(out).toMatch(/longest wait: .*, of another release, /);
    expect(out).toMatch(/\nweb\.canary, .*: the longest wait is /);
  });

  it("prints the figure as JSON with instants", () => {
    write(late);

    const { exit, out } = run("explain", "web", "--severity", "critical", "--json");
    const json = JSON.parse(out);

    expect(exit).toBe(3);
    expect(json.figure.marks).toContainEqual({
      at: "2027-12-20T03:00Z",
      word: "due",
      text: "due: 7d after the release (tier standard)",
    });
    expect(json.cells).toHaveLength(2);
    expect(json.exit).toBe(3);
  });

  it.each([
    [
      "--severity",
      "crit",
      'Allowed choices are critical, high, medium, low (did you mean "critical"?)',
    ],
    [
      "--severity",
      "hihg",
      'Allowed choices are critical, high, medium, low (did you mean "high"?)',
    ],
    ["--cloud", "gcp", "Allowed choices are aws, azure"],
  ])("refuses %s %s with the choices, which its help lists too", (option, word, message) => {
    write(late);

    const { exit, err } = run("explain", "web", option, word);

    expect(exit).toBe(2);
    expect(err).toContain(message);
    const [help = ""] =
      run("explain", "--help").out.match(new RegExp(`${option} [\\s\\S]*?\\)`)) ?? [];
    expect(help).toContain("choices:");
  });

  it("does not say that a change of the calendar repairs what nothing deploys", () => {
    write(
      late.replace("    tier: standard\n", "    tier: standard\n    strategy: { kind: replace }\n"),
    );

    const { exit, out } = run("explain", "web");

    expect(exit).toBe(3);
    expect(out).toContain("next: choose a strategy that this release deploys");
    expect(out.split("so it is unknown when its machines have a patch")).toHaveLength(2);
  });

  it.each([
    [["wev"], 'unknown group "wev" (did you mean "web"?); there are: web'],
    [
      ["web", "--ring", "brod"],
      'unknown ring "brod" (did you mean "broad"?); there are: canary, broad',
    ],
    [["web", "--cloud", "azure"], 'unknown cloud "azure"; there are: aws'],
    [["web", "--system", "rhel-9"], 'unknown system "rhel-9"'],
    [["web", "--exploited"], "nothing is promised about exploited patches there"],
  ])("refuses %j with what there is", (args, message) => {
    write(late);

    const { exit, err } = run("explain", ...args);

    expect(exit).toBe(2);
    expect(err).toContain(`explain: ${message}`);
  });
});
