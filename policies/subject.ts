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
