/** Wrong arguments, planted one by one and all together: the component refuses them, before a child is registered. */
import { describe, expect, it } from "vitest";
import {
  complianceFaults,
  levelFaults,
  machineFaults,
  scopeFaults,
} from "../../support/plantedArguments/azure/assignments";
import {
  configurationFaults,
  dateFaults,
  nothingToInstall,
} from "../../support/plantedArguments/azure/configurations";
import { guardFaults } from "../../support/plantedArguments/azure/guards";
import { existingVaultFaults, vaultFaults } from "../../support/plantedArguments/azure/recovery";
import {
  closeFaults,
  existingStoreFaults,
  storeFaults,
} from "../../support/plantedArguments/azure/runs";
import {
  argumentNamesOf,
  complaintOf,
  refusalOf,
  together,
} from "../../support/plantedArguments/refusal";

/** Of what acts on patch runs. */
const ofRuns = [guardFaults, closeFaults, storeFaults];
const all = [
  ...[configurationFaults, scopeFaults, machineFaults, complianceFaults, vaultFaults],
  ...ofRuns,
];

/** Those of arguments that others decide, or that decide others. */
const single = [
  ...[dateFaults, levelFaults, nothingToInstall, existingVaultFaults],
  existingStoreFaults,
];

it("are sixty and more", () => {
  const count = (planted: typeof all) => planted.flatMap(({ faults }) => faults).length;
  expect(count(ofRuns)).toBeGreaterThanOrEqual(60);
  expect(count([...all, ...single])).toBeGreaterThanOrEqual(140);
});

describe.each([...all, ...single].map((planted) => [planted.component, planted] as const))(
  "wrong arguments of %s",
  (component, planted) => {
    it.each(planted.faults.map((one) => [one.fault, one] as const))(
      "are refused: %s",
      async (_fault, { args, complaint }) => {
        const { lines, children } = await refusalOf(planted, args);

        expect(lines).toEqual([`${component} "web": ${complaint}`]);
        expect(children).toEqual([]);
      },
    );
  },
);

describe.each(all.map((planted) => [planted.component, planted] as const))(
  "arguments of %s",
  (component, planted) => {
    it("are refused all at once", async () => {
      const faults = together(planted.faults);

      const { lines, children } = await refusalOf(
        planted,
        Object.assign({}, ...faults.map(({ args }) => args)),
      );

      const complaints = faults.map(({ complaint }) => `${component} "web": ${complaint}`);
      expect([...lines].sort()).toEqual(complaints.sort());
      expect(children).toEqual([]);
    });

    it("are refused where nobody would read them, with the one that may be meant", async () => {
      const { lines, children } = await refusalOf(planted, { loction: "westeurope" });

      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatch(
        new RegExp(`^${component} "web": loction is no argument \\(did you mean "location`),
      );
      expect(children).toEqual([]);
    });

    it("take null for no argument, and say of which one", async () => {
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

    it("break at no value of another form", async () => {
      const names = await argumentNamesOf(planted);

      for (const name of names) {
        for (const junk of ["x", 7, [null], [], {}]) {
          const complaint = await complaintOf(planted, { [name]: junk });

          if (complaint !== "") expect(complaint).toMatch(new RegExp(`^${component} "web": `));
        }
      }
    });
  },
);
