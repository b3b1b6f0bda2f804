/** The three answers to who keeps a field, and a table of them. */

export interface Kept {
  readonly how: "natively" | "byWorkflow" | "notKept";
  /** Why, or by what: half a sentence. */
  readonly why: string;
}

export type KeptTable<Field extends string> = { readonly [field in Field]?: Kept };

export const natively = (why: string): Kept => ({ how: "natively", why });
export const byWorkflow = (why: string): Kept => ({ how: "byWorkflow", why });
export const notKept = (why: string): Kept => ({ how: "notKept", why });
