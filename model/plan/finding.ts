/** What is reported about a document, and the exceptions that accept it. */
import type { FindingId, FindingLevel } from "../findings/catalogue";
import type { CivilDate } from "../time";

/** Where a finding or a fault points in the policy document (1-based). */
export interface SourcePosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What an accepted risk is for; everything where nothing is named. */
export interface ExceptionScope {
  readonly group?: string;
  readonly ring?: string;
  /** URNs of resources; `*` stands for any text. */
  readonly urn?: string;
  /** Tags that a resource carries, all of them. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Only resources whose tag points to the exception. */
  readonly pointed?: boolean;
}

/** An accepted risk. It has an end, or it is no exception. */
export interface PolicyException {
  readonly id: string;
  readonly scope: ExceptionScope;
  /** Rule id it answers, or `deadlines`. */
  readonly rule: string;
  readonly reason: string;
  /** Id or address of the ticket of its acceptance. */
  readonly ticket?: string | undefined;
  readonly owner: string;
  readonly approvedBy: string;
  /** Controls that lower the risk meanwhile. */
  readonly compensating?: readonly string[];
  readonly approvedAt?: CivilDate | undefined;
  readonly renewals?: number;
  /** Last day on which it counts, inclusive, UTC. */
  readonly expires: CivilDate;
}

/** Something that `check` reports. `rule` is stable and stands in the catalogue; exceptions name it. */
export interface Finding {
  readonly rule: FindingId;
  readonly level: FindingLevel;
  readonly message: string;
  /** What to do about it: the catalogue's sentence. */
  readonly fix: string;
  readonly group?: string;
  readonly ring?: string;
  /** Name of the list entry that it is about, such as an exception's id: it outlives the entry's place. */
  readonly entry?: string;
  /** Where in the document: `["groups", "web", "rings", 0]`. The loader turns it into the position. */
  readonly path: readonly (string | number)[];
  readonly position?: SourcePosition;
}
