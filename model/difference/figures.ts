/** The proof's figures of each ring, where they changed. */
import { formatDuration } from "../duration";
import type { Cloud } from "../plan";
import { survivesText } from "../proof/figureWords";
import { latenessOfCell, type RingFigures, ringFigures } from "../proof/ringFigures";
import type { Side } from "./side";

/** A figure that is the same in both documents is one text. */
export interface FiguresChange {
  readonly ring: string;
  readonly cloud: Cloud;
  readonly wait: Figure;
  readonly slack: Figure;
  readonly soak: Figure;
  readonly survives: Figure;
}

export interface Figure {
  readonly before: string;
  readonly after: string;
}

/** Rings that stand in both documents. */
export function figuresChanges(before: Side, after: Side): readonly FiguresChange[] {
  const keyOf = ({ group, ring, cloud }: RingFigures): string => `${group}.${ring} ${cloud}`;
  const now = new Map(ringFigures(after.proof).map((figures) => [keyOf(figures), figures]));
  return ringFigures(before.proof).flatMap((was) => {
    const is = now.get(keyOf(was));
    if (is === undefined) return [];
    const figure = (text: (figures: RingFigures) => string): Figure => ({
      before: text(was),
      after: text(is),
    });
    const change = {
      ring: `${was.group}.${was.ring}`,
      cloud: was.cloud,
      wait: figure(({ wait }) => lengthText(wait)),
      slack: figure(slackText),
      soak: figure(soakText),
      survives: figure(({ survives }) => survivesText(survives)),
    };
    const figures = [change.wait, change.slack, change.soak, change.survives];
    return figures.every((one) => one.before === one.after) ? [] : [change];
  });
}

function slackText({ tightest }: RingFigures): string {
  const late = latenessOfCell(tightest);
  if (tightest.verdict.kind === "accepted") return "accepted";
  const { verdict } = tightest;
  if (verdict.kind === "notDeployed") return `not deployed, else ${formatDuration(verdict.slack)}`;
  if (late === Number.POSITIVE_INFINITY) return "not served";
  return late > 0 ? `${formatDuration(late)} late` : formatDuration(-late);
}

function soakText({ soak }: RingFigures): string {
  if (soak === "none") return "-";
  return soak === "notKept" ? "not kept" : lengthText(soak);
}

function lengthText(minutes: number): string {
  return minutes === Number.POSITIVE_INFINITY ? "never" : formatDuration(minutes);
}
