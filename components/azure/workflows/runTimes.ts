/**
 * When what happens before a run must be over, in minutes. A run that starts at 15:00 is announced between 14:20 and 14:30
 * and can be cancelled until 14:50. What is not protected by 14:41 is cancelled, no run is marked protected after
 * 14:42, and from 14:43 on the watchdog, which looks every five minutes, cancels whatever bears no mark: by 14:48.
 * @see https://learn.microsoft.com/azure/update-manager/pre-post-scripts-overview
 */
import type { Text } from "./definition";

/** The cut-off of an event may be later than the one that Azure documents, which is safe for both. */
const cutOffBeforeStart = 10;
/** Before the cut-off: waiting for machines and restore points ends. */
const endOfWaiting = 9;
/** Before the cut-off: from then on no run is marked protected. */
const endOfMarking = 8;
/** How often the watchdog looks. */
export const watchdogInterval = 5;
/** Before the start: the watchdog cancels runs without a mark. */
export const watchdogReach = 17;

/** An expression in ticks: when waiting for the run that `item` gives ends. */
export function waitingEnds(item: Text): Text {
  return ticksBefore(item, endOfWaiting);
}

export function markingEnds(item: Text): Text {
  return ticksBefore(item, endOfMarking);
}

/** By the event's cut-off or the documented one, whichever is earlier. */
function ticksBefore(item: Text, minutes: number): Text {
  const byCutOff = `ticks(addMinutes(${item}?['cutOff'], ${-minutes}))`;
  const byStart = `ticks(addMinutes(${item}?['start'], ${-minutes - cutOffBeforeStart}))`;
  return `min(createArray(${byCutOff}, ${byStart}))`;
}
