/** Arguments of another form than their own: a program in plain JavaScript is told so in words, not by what broke on the way. */
import { describe, expect, it } from "vitest";
import {
  defaultBaselineFaults,
  patchBaselineFaults,
  patchGroupFaults,
} from "../../support/plantedArguments/baselines";
import { imageFaults } from "../../support/plantedArguments/images";
import { accessFaults } from "../../support/plantedArguments/people";
import { placeFaults } from "../../support/plantedArguments/places";
import type { PlantedArguments } from "../../support/plantedArguments/plantedArgument";
import { recoveryFaults } from "../../support/plantedArguments/recovery";
import { argumentNamesOf, complaintOf } from "../../support/plantedArguments/refusal";
import { closeFaults, runbookFaults } from "../../support/plantedArguments/runbooks";
import { verdictFaults } from "../../support/plantedArguments/verdicts";
import { windowFaults } from "../../support/plantedArguments/windows";

const all = [
  ...[patchBaselineFaults, patchGroupFaults, defaultBaselineFaults, windowFaults, recoveryFaults],
  ...[runbookFaults, closeFaults, verdictFaults, accessFaults, imageFaults, ...placeFaults],
];

type Told = readonly [PlantedArguments, object, string];

/** The name of a test shows no more than what it expects. */
function titled(rows: readonly Told[]): [string, ...Told][] {
  return rows.map((row) => [`${row[0].component} "web": ${row[2]}`, ...row]);
}

const ring = (run: object) => ({ rings: { "web.broad": run } });

describe.each(all.map((one) => [one.component, one] as const))("%s", (component, planted) => {
  it("takes null for no argument, and says of which one", async () => {
    const names = await argumentNamesOf(planted);

    for (const name of names) {
      const complaint = await complaintOf(planted, { [name]: null });

      expect(complaint).toMatch(
        new RegExp(
          `^${component} "web": ${name} must (be a|be given, got null|have a value, or be left out, got null)`,
        ),
      );
    }
    expect(names.length).toBeGreaterThan(2);
  });

  it("says at once which arguments are missing", async () => {
    const told = await complaintOf(planted, { regoin: "" });
    const names = /there are (.+)$/.exec(told)?.[1]?.split(", ") ?? [];

    const nothing = Object.fromEntries(names.map((name) => [name, undefined]));
    const complaint = await complaintOf(planted, nothing);

    expect(complaint).toContain(`${component} "web": region must be given: it has no default`);
    for (const line of complaint.split("\n")) {
      expect(line).toMatch(
        new RegExp(`^${component} "web": \\w+ must be given: it has no default$`),
      );
    }
  });

  it("breaks at no argument of another form", async () => {
    const names = await argumentNamesOf(planted);

    for (const name of names) {
      for (const junk of ["x", 7, [null]]) {
        const complaint = await complaintOf(planted, { [name]: junk });

        if (complaint !== "") expect(complaint).toMatch(new RegExp(`^${component} "web": `));
      }
    }
  });
});

it.each(
  titled([
    [windowFaults, { work: { kind: "install" } }, "work.runs must be given: it has no default"],
    [
      accessFaults,
      { runbooks: {} },
      "runbooks.gateDocument must be the name or ARN of a document, 3–128 letters, digits, _, - and ., got undefined",
    ],
    [runbookFaults, { approval: {} }, "approval.approvers must be given: it has no default"],
  ]),
)("misses what has no default: %s", async (_, planted, args, complaint) => {
  expect(await complaintOf(planted, args)).toContain(`${planted.component} "web": ${complaint}`);
});

it.each(
  titled([
    [runbookFaults, { rings: [] }, "rings must be a mapping, got []"],
    [runbookFaults, { patchGroups: "web.a" }, 'patchGroups must be a list of texts, got "web.a"'],
    [runbookFaults, { tags: "x" }, 'tags must be a mapping, got "x"'],
    [runbookFaults, { volumeKeyArns: "x" }, 'volumeKeyArns must be a list, got "x"'],
    [
      runbookFaults,
      { approval: { approvers: null } },
      "approval.approvers must be a list, got null",
    ],
    [
      runbookFaults,
      ring({ calendarArns: null }),
      'rings["web.broad"].calendarArns must be a list, got null',
    ],
    [
      runbookFaults,
      ring({ alarmNames: null }),
      `rings["web.broad"].alarmNames must be a list, got null`,
    ],
    [recoveryFaults, { formerKeys: "default" }, 'formerKeys must be a list, got "default"'],
    [recoveryFaults, { rules: [null] }, "rules must be a list of mappings, got [null]"],
    [
      accessFaults,
      { auditor: { principals: null } },
      "auditor.principals must be a list of texts, got null",
    ],
    [closeFaults, { windowTargetIds: [] }, "windowTargetIds must be a mapping, got []"],
  ]),
)("tells in words: %s", async (_, planted, args, complaint) => {
  expect(await complaintOf(planted, args)).toBe(`${planted.component} "web": ${complaint}`);
});
