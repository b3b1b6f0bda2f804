/** The proof in plain values, every step told: for JSON. Instants are ISO 8601, lengths say that they are minutes. */
import type { Minutes } from "../time";
import { isoInstant } from "../zone";
import type { CellProof, Proof, SoakProof, Verdict, WorstCase } from "./verdict";

export function toldProof({ asOf, from, until, cells, soaks, ...rest }: Proof): object {
  return {
    asOf: isoInstant(asOf),
    from: isoInstant(from),
    until: isoInstant(until),
    cells: cells.map(toldCell),
    soaks: soaks.map(toldSoak),
    ...rest,
  };
}

export function toldCell({ steps, verdict, survives, ...cell }: CellProof): object {
  const told = (worst: WorstCase): object => ({
    release: isoInstant(worst.release),
    landing: worst.landing === "never" ? "never" : isoInstant(worst.landing),
    due: isoInstant(worst.due),
    steps: steps(worst).map(({ from, until, cause }) => ({
      from: isoInstant(from),
      until: isoInstant(until),
      cause,
    })),
  });
  const losses = survives();
  return {
    ...cell,
    verdict: toldVerdict(verdict),
    // No number: that of a promise which is broken anyway would be below none.
    survives: losses < 0 ? null : losses,
    worstWait: told(cell.worstWait),
    worstLateness: told(cell.worstLateness),
  };
}

function toldVerdict(verdict: Verdict): object {
  switch (verdict.kind) {
    case "kept":
    case "notDeployed": {
      const { slack, ...rest } = verdict;
      return { ...rest, slackMinutes: slack };
    }
    case "late":
      return { kind: verdict.kind, lateMinutes: verdict.late };
    case "notServed":
    case "accepted":
      return verdict;
  }
}

function toldSoak({ asked, shortest, youngest, ...soak }: SoakProof): object {
  return {
    ...soak,
    askedMinutes: asked,
    shortestMinutes: lengthOf(shortest),
    youngestMinutes: lengthOf(youngest),
  };
}

function lengthOf(minutes: Minutes | "never"): Minutes | null {
  return minutes === "never" ? null : minutes;
}
