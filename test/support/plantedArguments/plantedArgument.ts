/** One wrong argument of a component, and what the component must say of it. */
import type * as pulumi from "@pulumi/pulumi";

export interface PlantedArgument {
  /** What is wrong, in the words of a test's name. */
  readonly fault: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** Follows `<Component> "web": `. */
  readonly complaint: string;
}

/** The faults of one component, planted into arguments that are right. */
export interface PlantedArguments {
  readonly component: string;
  declare(args: Readonly<Record<string, unknown>>): pulumi.ComponentResource;
  readonly faults: readonly PlantedArgument[];
}

/** A row of a table: the fault, its arguments, and the complaint. */
export type Row = readonly [fault: string, args: PlantedArgument["args"], complaint: string];

export function planted(
  component: string,
  declare: PlantedArguments["declare"],
  rows: readonly Row[],
): PlantedArguments {
  return {
    component,
    declare,
    faults: rows.map(([fault, args, complaint]) => ({ fault, args, complaint })),
  };
}
