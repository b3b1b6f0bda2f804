/** What can be changed to repair a broken promise: levers of one kind each, from the smallest change to the largest. */
import type { Closures } from "../expand/freezes";
import type { PathStep } from "../fault";
import type { Plan } from "../plan";
import type { Policy } from "../policy";
import type { CellProof } from "../proof/verdict";
import type { Edit } from "./edit";

/** In the order of disruption: what changes least for people stands first. An obligation is never changed. */
export const fixKinds = [
  "approval delay",
  "soak",
  "out-of-cycle path",
  "freeze exception",
  "concurrency",
  "cutoff",
  "window chosen",
  "window moved",
  "window extended",
  "window added",
  "ring order",
  "own deadline",
] as const;
export type FixKind = (typeof fixKinds)[number];

/** One value of a lever. */
export interface Change {
  readonly kind: FixKind;
  readonly edits: readonly Edit[];
  /** What it does, in a sentence without its full stop. */
  readonly sentence: string;
  /** Where in the document. */
  readonly path: readonly PathStep[];
  /** How much it changes: comparable within its kind. */
  readonly size: number;
  /** The window that nobody has agreed to as it then is; who agreed before did not agree to this. */
  readonly unagreed?: { readonly window: string; readonly wasAgreed: boolean };
}

export interface Lever {
  readonly kind: FixKind;
  /** Two levers with the same id are one. */
  readonly id: string;
  /** Broken cells that it may help. */
  readonly cells: readonly CellProof[];
  /** Number of values, from the smallest change to the largest. */
  readonly steps: number;
  /** True when a larger change never makes a cell later. */
  readonly monotone: boolean;
  change(step: number): Change;
}

/** A document with broken promises. */
export interface Situation {
  /** The values as written. */
  readonly raw: unknown;
  /** What imported calendars close. */
  readonly closures: Closures;
  readonly policy: Policy;
  readonly plan: Plan;
  readonly broken: readonly CellProof[];
  /** Windows that something is found on. */
  readonly doubtful: ReadonlySet<string>;
}

export type LeversOf = (cell: CellProof, situation: Situation) => readonly Lever[];
