/** What a component says of wrong arguments, and whether it registered anything all the same. */
import { deploy } from "../mocks";
import type { PlantedArgument, PlantedArguments } from "./plantedArgument";

export interface Refusal {
  readonly lines: readonly string[];
  /** Types of the clouds that were registered all the same. */
  readonly children: readonly string[];
}

export async function refusalOf({ declare }: PlantedArguments, args: object): Promise<Refusal> {
  const { result, resources } = await deploy(() => {
    try {
      declare({ ...args });
      return "nothing was refused";
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  });
  const children = resources
    .map(({ type }) => type)
    .filter((type) => type.startsWith("aws:") || type.startsWith("azure-native:"));
  return { lines: result.split("\n"), children };
}

/** Nothing where it is not refused. */
export async function complaintOf({ declare }: PlantedArguments, args: object): Promise<string> {
  const { result } = await deploy(() => {
    try {
      declare({ ...args });
      return "";
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  });
  return result;
}

/** As the component tells whoever gives it one that it does not have. */
export async function argumentNamesOf(planted: PlantedArguments): Promise<readonly string[]> {
  const told = await complaintOf(planted, { regoin: "" });
  return /there are (.+)$/m.exec(told)?.[1]?.split(", ") ?? [];
}

/** One fault for each argument, those of one argument first, so that they stand beside each other. */
export function together(faults: readonly PlantedArgument[]): readonly PlantedArgument[] {
  const taken = new Set<string>();
  const size = ({ args }: PlantedArgument) => Object.keys(args).length;
  const simplest = [...faults].sort((one, other) => size(one) - size(other));
  return simplest.filter(({ args }) => {
    const keys = Object.keys(args);
    const isFree = keys.every((key) => !taken.has(key));
    for (const key of isFree ? keys : []) taken.add(key);
    return isFree;
  });
}
