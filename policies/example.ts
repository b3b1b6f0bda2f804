/** Examples of a rule's page. The tests judge each: what a page shows as bad is refused, and as good accepted. */

export interface Example {
  /** Type token; the rule's first type when left out. */
  readonly type?: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Resources of a stack by name. */
export type StackExample = Readonly<Record<string, StackEntry>>;

export interface StackEntry {
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Names of the resources that a property's value comes from. */
  readonly sources?: Readonly<Record<string, readonly string[]>>;
}
