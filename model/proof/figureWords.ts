/** How figures of the proof are told that are no plain lengths: the same words in every table and sentence. */
import { formatDuration } from "../duration";
import { counted } from "../textTable";
import type { SoakProof } from "./verdict";

/** Of a promise that is not kept even when no run is lost, no number of runs can be told. */
export function survivesText(survives: number): string {
  return survives < 0 ? "-" : String(survives);
}

/** Explains the `-` of `survivesText`. */
export const survivesNothing = "the promise is not kept even when no run is lost";

/** `survives 2 lost runs of every ring` */
export function survivesSentence(survives: number): string {
  return survives < 0
    ? `survives ${survivesText(survives)}: ${survivesNothing}`
    : `survives ${counted(survives, "lost run")} of every ring`;
}

/** The shortest rest in words: it may be none at all. */
export function restText(shortest: SoakProof["shortest"]): string {
  if (shortest === "never") return "no patch travels both";
  return shortest < 0
    ? `no rest: the ring can start ${formatDuration(-shortest)} before the ring before has finished`
    : `${formatDuration(shortest)} at the least`;
}
