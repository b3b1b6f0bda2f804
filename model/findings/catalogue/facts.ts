/** What the catalogue says of a finding. */

export type FindingLevel = "error" | "warning" | "note";

export interface FindingFacts {
  readonly level: FindingLevel;
  /** What is wrong, in a sentence without the particulars. */
  readonly title: string;
  /** What to do about it. */
  readonly fix: string;
  /**
   * How an exception of the document accepts it: by the finding's id; by the rule `deadlines`, which the proof
   * takes into account; or not at all.
   */
  readonly exception: "byId" | "deadlines" | "none";
}

/** One topic's part of the catalogue. */
export type Catalogue = Readonly<Record<string, FindingFacts>>;

export const warning = "warning";
export const byId = "byId";
