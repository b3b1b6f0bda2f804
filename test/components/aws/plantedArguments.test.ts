/** Wrong arguments, planted one by one and all together: the component refuses them, before a child is registered. */
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import * as aws from "../../../components/aws";
import {
  defaultBaselineFaults,
  patchBaselineFaults,
  patchGroupFaults,
} from "../../support/plantedArguments/baselines";
import { imageFaults } from "../../support/plantedArguments/images";
import { accessFaults } from "../../support/plantedArguments/people";
import { placeFaults } from "../../support/plantedArguments/places";
import { recoveryFaults } from "../../support/plantedArguments/recovery";
import { refusalOf, together } from "../../support/plantedArguments/refusal";
import { closeFaults, runbookFaults } from "../../support/plantedArguments/runbooks";
import { verdictFaults } from "../../support/plantedArguments/verdicts";
import { windowFaults } from "../../support/plantedArguments/windows";

const all = [
  patchBaselineFaults,
  patchGroupFaults,
  defaultBaselineFaults,
  windowFaults,
  recoveryFaults,
  runbookFaults,
  closeFaults,
  verdictFaults,
  accessFaults,
  imageFaults,
  ...placeFaults,
];

it("are sixty and more, of every component of aws", () => {
  const faults = all.flatMap((one) => one.faults);
  const classes = Object.entries(aws)
    .filter(
      ([, value]) =>
        (value as { prototype?: unknown }).prototype instanceof pulumi.ComponentResource,
    )
    .map(([name]) => name);

  expect(faults.length).toBeGreaterThanOrEqual(60);
  expect([...new Set(all.map(({ component }) => component))].sort()).toEqual(classes.sort());
});

describe.each(all.map((planted) => [planted.component, planted] as const))(
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

    it("are refused where nobody would read them, with the one that may be meant", async () => {
      const { lines, children } = await refusalOf(planted, { regoin: "eu-central-1" });

      expect(lines).toHaveLength(1);
      expect(lines[0]).toContain(
        `${component} "web": regoin is no argument (did you mean "region"?); there are `,
      );
      expect(children).toEqual([]);
    });

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
  },
);
