/** Wrong values at every place of an argument, down to the last leaf. */

const junk = [null, "", " x", 7, -1, true, [], {}, [null]];

/** Copies of a value in each of which one thing somewhere within it is something else; with the path to it. */
export function changed(value: unknown, path = ""): readonly (readonly [string, unknown])[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const put = (other: unknown) =>
      Array.isArray(value) ? value.with(Number(key), other) : { ...value, [key]: other };
    const here = `${path}.${key}`;
    return [
      ...junk.map((one) => [`${here} = ${JSON.stringify(one)}`, put(one)] as const),
      ...changed(inner, here).map(([at, copy]) => [at, put(copy)] as const),
    ];
  });
}

/** What a component, and then its clouds, say of arguments. */
export interface SweepOutcome {
  /** What the component says, at once and from within Outputs. */
  readonly told: readonly string[];
  /** What the services say of its children. */
  readonly refused: readonly string[];
}

/** What of a sweep is not refused in the component's own words, nor right for the service: `<path> = <value>: <line>`. */
export async function strangeRefusals(
  component: string,
  args: object,
  declare: (args: object) => Promise<SweepOutcome>,
): Promise<readonly string[]> {
  const known = new Set((await declare(args)).refused);
  const strange: string[] = [];
  for (const [at, copy] of changed(args)) {
    const { told, refused } = await declare(copy as object);
    const foreign = told.filter((line) => !line.includes(`${component} "one": `));
    const late = told.length > 0 ? [] : refused.filter((line) => !known.has(line));
    strange.push(...[...foreign, ...late].map((line) => `${at}: ${line}`));
  }
  return strange;
}
