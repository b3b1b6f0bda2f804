/** The resource that a check judges, besides its properties: what its URN and its options tell. */

export interface Subject {
  /** Pulumi type token, without an API version. */
  readonly type: string;
  readonly urn: string;
  readonly name: string;
  /** Paths of properties whose changes the program ignores. */
  readonly ignoreChanges: readonly string[];
  /** True when the engine refuses to delete the resource. */
  readonly protect: boolean;
}

/** True for what a programme has declared from the document's plan, by the types of its parents in its URN. */
export function isOfProgramme(urn: string): boolean {
  const qualified = urn.split("::")[2] ?? "";
  return qualified.split("$").slice(0, -1).includes("patchwarden:index:PatchingProgramme");
}
