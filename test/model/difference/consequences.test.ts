import { describe, expect, it } from "vitest";
import { type Difference, differenceOf, isWeaker } from "../../../model/difference/difference";
import { reportDifference, summariseDifference } from "../../../model/difference/report";
import { sideOf } from "../../../model/difference/side";
import { parsePlan } from "../../../model/load";
import { toTerminal } from "../../../model/rendered/terminal";
import { starterPolicy } from "../../../model/starter";
import { formatInstant, parseInstant } from "../../../model/zone";
import { memoryFiles } from "../../support/memoryFiles";

const asOf = parseInstant("2026-12-01") ?? 0;

function side(text: string) {
  const loaded = parsePlan(text);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  return sideOf(loaded, asOf);
}

/** The starter against itself with some words replaced. */
function changed(...replacements: readonly (readonly [string, string])[]): Difference {
  const after = replacements.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the starter has no ${from}`);
    return text.replaceAll(from, to);
  }, starterPolicy);
  return differenceOf(side(starterPolicy), side(after), asOf);
}

function lines(difference: Difference): string {
  return toTerminal(reportDifference(difference)).join("\n");
}

describe("a looser deadline", () => {
  const difference = changed(["critical: 21d", "critical: 25d"]);

  it("is told with who says so, before and after", () => {
    expect(difference.promises).toEqual([
      {
        effect: "weaker",
        groups: ["web"],
        classes: ["critical"],
        before: "21d (tier standard)",
        after: "25d (tier standard)",
      },
    ]);
  });

  it("moves neither runs nor resources", () => {
    expect([difference.runs, difference.deployed, difference.delays]).toEqual([[], [], []]);
  });
});

describe("a set of deadlines that starts later", () => {
  const twoSets = (from: string) =>
    starterPolicy.replace(
      /deadlines: (\{ critical: 21d[^}]*\})/,
      `deadlines: [$1, { from: ${from}, critical: 14d, high: 30d, medium: 60d, low: 180d }]`,
    );
  const moved = (before: string, after: string) =>
    differenceOf(side(twoSets(before)), side(twoSets(after)), asOf);

  it.each([
    ["within the next two years", "2027-07-01", "2028-07-01"],
    ["beyond them", "2027-07-01", "2032-07-01"],
    ["from one day beyond them to another", "2030-01-01", "2030-02-01"],
  ])("promises the releases between less: %s", (_, before, after) => {
    const later = moved(before, after);

    expect(later.promises.find(({ classes }) => classes.includes("critical"))).toMatchObject({
      effect: "weaker",
      before: `21d (tier standard, releases before ${before}) or 14d (tier standard, releases from ${before})`,
      after: `21d (tier standard, releases before ${after}) or 14d (tier standard, releases from ${after})`,
    });
    expect(isWeaker(later)).toBe(true);
    expect(moved(after, before).promises[0]?.effect).toBe("stronger");
  });

  it("leaves the promises between unmade where the first set makes none", () => {
    const lowFrom = (from: string) =>
      side(twoSets(from).replace("low: 180d }, { from", "}, { from").replace("60d, }", "60d }"));
    const later = differenceOf(lowFrom("2027-07-01"), lowFrom("2028-07-01"), asOf);

    expect(later.promises.find(({ classes }) => classes.includes("low"))).toMatchObject({
      effect: "weaker",
      before: "180d (tier standard, releases from 2027-07-01)",
    });
  });
});

describe("an obligation that counts from another event", () => {
  const counting = (of: string) =>
    side(
      starterPolicy.replace(
        "tiers:",
        `obligations:
  - { id: acme-1, control: "1", when: { severity: [critical] }, within: 14d, of: ${of}, source: handbook }
tiers:`,
      ),
    );
  const effect = (before: string, after: string) =>
    differenceOf(counting(before), counting(after), asOf).promises.map((one) => one.effect);

  it.each([
    ["released", "detected"],
    ["released", "kevAdded"],
    ["detected", "evaluated"],
    ["released", "evaluated"],
  ])("promises less when %s becomes %s: the limit can only get later", (earlier, later) => {
    expect(effect(earlier, later)).toEqual(["weaker"]);
    expect(effect(later, earlier)).toEqual(["stronger"]);
  });

  it("is tighter for some and looser for others where either event can come first", () => {
    expect(effect("detected", "kevAdded")).toEqual(["mixed"]);
  });

  it("says so as a whole", () => {
    const later = differenceOf(counting("detected"), counting("evaluated"), asOf);

    expect(isWeaker(later)).toBe(true);
    expect(summariseDifference(later)).toMatch(/^1 promise weaker/);
  });
});

it("counts changes that weaken without touching a deadline", () => {
  const never = changed(["baselines: [linux]", "baselines: [linux]\n    reboot: never"]);

  expect(summariseDifference(never)).toMatch(/, 1 change of the document, 1 of them weaker$/);
  expect(isWeaker(never)).toBe(true);
});

describe("a deadline that the calendar cannot keep", () => {
  const difference = changed(["critical: 21d", "critical: 7d"]);

  it("is a stronger promise, and a broken one", () => {
    expect(difference.promises).toMatchObject([
      { effect: "stronger", after: "7d (tier standard)" },
    ]);
    expect(difference.verdicts).toMatchObject([
      {
        effect: "weaker",
        ring: "canary",
        classes: ["critical"],
        before: "11d 21h to spare",
        after: "2d 3h late",
      },
      { effect: "weaker", ring: "broad", classes: ["critical"], after: "9d 3h late" },
    ]);
  });

  it("is repaired by going back", () => {
    const late = side(starterPolicy.replace("critical: 21d", "critical: 7d"));
    const back = differenceOf(late, side(starterPolicy), asOf);

    expect(back.verdicts.map(({ effect }) => effect)).toEqual(["stronger", "stronger"]);
  });

  it("is weaker when it gets later, and stronger when it gets less late", () => {
    const nine = side(starterPolicy.replace("critical: 21d", "critical: 9d"));
    const seven = side(starterPolicy.replace("critical: 21d", "critical: 7d"));
    const broad = ({ verdicts }: Difference) => verdicts.filter(({ ring }) => ring === "broad");
    const later = differenceOf(nine, seven, asOf);

    expect(broad(later)).toMatchObject([
      { effect: "weaker", classes: ["critical"], before: "7d 3h late", after: "9d 3h late" },
    ]);
    expect(isWeaker(later)).toBe(true);
    expect(broad(differenceOf(seven, nine, asOf))).toMatchObject([
      { effect: "stronger", before: "9d 3h late", after: "7d 3h late" },
    ]);
  });

  it("is weaker when it is never kept at all, and no change when it never was", () => {
    const late = starterPolicy.replace("critical: 21d", "critical: 7d");
    const never = late.replace("soak: 2d }", "soak: 2d, concurrency: 1% }");
    const [change, ...others] = differenceOf(side(late), side(never), asOf).verdicts.filter(
      ({ classes }) => classes.includes("critical"),
    );
    expect(others).toEqual([]);
    expect(change).toMatchObject({
      effect: "weaker",
      ring: "broad",
      before: "9d 3h late",
      after: expect.stringMatching(/^never sure to be installed: /),
    });
    expect(differenceOf(side(never), side(never.replace("2d,", "3d,")), asOf).verdicts).toEqual([]);
  });

  it("stands in the report before all else, what is weaker first", () => {
    const report = lines(difference);

    expect(report).toMatch(/^Promises\n.*\n {2}worse +critical patches in web\.canary/);
    expect(report.indexOf("worse")).toBeLessThan(report.indexOf("tighter"));
    expect(report.indexOf("tighter")).toBeLessThan(report.indexOf("The document"));
    expect(summariseDifference(difference)).toBe(
      "2 promises weaker, 1 promise stronger, 1 change of the document",
    );
  });
});

describe("a soak that the calendar stops keeping", () => {
  it("is weaker, and told for the systems that it is about", () => {
    const ubuntu = (text: string): string => text.replace("amazon-linux-2023", "rhel-9, debian-12");
    const before = side(ubuntu(starterPolicy));
    const after = side(ubuntu(starterPolicy).replace("soak: 2d", "soak: 5d"));
    const { delays, changes } = differenceOf(before, after, asOf);

    expect(changes).toHaveLength(1);
    expect(delays).toEqual([
      {
        effect: "neutral",
        what: "approval delay",
        rings: ["web.broad"],
        cloud: "aws",
        systems: ["rhel-9"],
        before: expect.stringMatching(/^\d+d$/),
        after: expect.stringMatching(/^\d+d$/),
      },
    ]);
  });

  it("is weaker where no delay suffices any more", () => {
    const monthly = starterPolicy.replace(
      "every wednesday, sunday at 04:00",
      "first sunday at 04:00",
    );
    const before = side(monthly.replace("soak: 2d", "soak: 1d"));
    const after = side(monthly.replace("soak: 2d", "soak: 399d"));
    const { delays } = differenceOf(before, after, asOf);

    expect(delays.filter(({ what }) => what === "soak")).toMatchObject([
      { effect: "weaker", rings: ["web.broad"], before: "kept", after: "not kept" },
    ]);
  });
});

describe("another window", () => {
  const difference = changed(["every wednesday, sunday at 04:00", "every monday at 05:00"]);

  it("moves the runs of every ring in it", () => {
    const [change, ...others] = difference.runs;

    expect(others).toEqual([]);
    expect(change?.rings).toEqual(["web.canary", "web.broad"]);
    expect(change?.before.next.map((start) => formatInstant(start))).toEqual([
      "2026-12-02 03:00 UTC",
      "2026-12-06 03:00 UTC",
    ]);
    expect(change?.after.next.map((start) => formatInstant(start))).toEqual([
      "2026-12-07 04:00 UTC",
      "2026-12-14 04:00 UTC",
    ]);
    expect([change?.before.count, change?.after.count]).toEqual([104, 52]);
  });

  it("is the same resource with another content, and its derived delay is told", () => {
    const windows = difference.deployed.filter(({ kind }) => kind === "maintenance window");

    expect(windows).toMatchObject([
      {
        place: "aws main eu-central-1",
        created: [],
        deleted: [],
        updated: ["my-organisation-early"],
        kept: 0,
      },
    ]);
    expect(difference.delays).toMatchObject([{ what: "approval delay", rings: ["web.broad"] }]);
  });
});

describe("a longer freeze", () => {
  it("takes runs away and changes no resource but the figures of the proof", () => {
    const { runs, figures, changes } = changed(["from: 12-24", "from: 12-20"]);

    expect(changes).toHaveLength(1);
    expect(runs).toMatchObject([{ before: { count: 104 }, after: { count: 102 } }]);
    expect(figures.map(({ ring }) => ring)).toEqual(["web.canary", "web.broad"]);
  });
});

describe("a ring under another name", () => {
  const difference = changed(["name: canary", "name: first"]);

  it("leaves machines with a tag that selects nothing", () => {
    expect(difference.tags).toEqual({ added: ["web.first"], removed: ["web.canary"] });
    expect(lines(difference)).toContain(
      "Machines tagged web.canary are patched by nothing any more",
    );
  });

  it("registers another patch group", () => {
    const groups = difference.deployed.filter(({ kind }) => kind === "patch group");

    expect(groups).toMatchObject([
      {
        created: ["web.first for AMAZON_LINUX_2023"],
        deleted: ["web.canary for AMAZON_LINUX_2023"],
      },
    ]);
  });
});

describe("an exception", () => {
  it("turns a broken promise into an accepted one, and its end into a broken one", () => {
    const late = starterPolicy.replace("critical: 21d", "critical: 7d");
    const risk = `${late}exceptions:\n  - { id: RISK-1, rule: deadlines, reason: old, owner: a, approvedBy: b, expires: 2030-01-01 }\n`;
    const { verdicts, changes } = differenceOf(side(late), side(risk), asOf);

    expect(changes).toMatchObject([{ path: ["exceptions", "RISK-1"], effect: "weaker" }]);
    expect(verdicts[0]).toMatchObject({ effect: "stronger", after: "late, accepted by RISK-1" });
  });
});

describe("documents that say the same", () => {
  it("have no section, and a sentence that says so", () => {
    const difference = differenceOf(
      side(starterPolicy),
      side(`${starterPolicy}\n# a remark\n`),
      asOf,
    );

    expect(reportDifference(difference)).toEqual([]);
    expect(summariseDifference(difference)).toBe("the documents say the same");
  });
});

describe("an imported calendar", () => {
  const text = `${starterPolicy.replace("freezes:", "freezes:\n  - { name: holidays, calendar: holidays.ics }")}`;
  const withDays = (...days: readonly string[]) => {
    const events = days.map(
      (day) =>
        `BEGIN:VEVENT\r\nUID:${day}\r\nDTSTAMP:20261101T000000Z\r\nDTSTART;VALUE=DATE:${day}\r\nEND:VEVENT\r\n`,
    );
    const ics = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//acme//EN\r\n${events.join("")}END:VCALENDAR\r\n`;
    const loaded = parsePlan(text, "patching.yaml", memoryFiles({ "holidays.ics": ics }));
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
    return sideOf(loaded, asOf);
  };

  it("is a change when only its file says something else, and its runs move", () => {
    const { changes, runs } = differenceOf(
      withDays("20270106"),
      withDays("20270106", "20270110"),
      asOf,
    );

    expect(changes).toEqual([
      {
        path: ["freezes", "holidays", "calendar"],
        kind: "changed",
        effect: "neutral",
        before: "1 imported span",
        after: "2 imported spans",
      },
    ]);
    expect(runs).toHaveLength(1);
  });

  it("is none when it says the same", () => {
    expect(differenceOf(withDays("20270106"), withDays("20270106"), asOf).changes).toEqual([]);
  });
});
