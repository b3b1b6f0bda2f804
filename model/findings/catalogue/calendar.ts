/** Findings about windows and freezes. */
import { byId, type Catalogue, warning } from "./facts";

export const calendar = {
  "cutoff/per-node": {
    level: warning,
    title: "A machine that starts just before the cutoff ends after the window.",
    fix: "Raise cutoff or lower perNode.",
    exception: byId,
  },
  "window/too-short": {
    level: warning,
    title:
      "What comes before an installation may take so long that the window leaves no time for it.",
    fix: "Make the window longer, have recovery points made before it, or leave download or the hook before out.",
    exception: byId,
  },
  "scan/during-run": {
    level: warning,
    title: "Machines are scanned while a window patches them.",
    fix: "Move scan to an hour in which no window patches.",
    exception: byId,
  },
  "window/dst-gap": {
    level: "error",
    title: "A start falls into the hour that clocks skip; no vendor says what runs then.",
    fix: "Start before or after the change of the clock.",
    exception: byId,
  },
  "window/dst-overlap": {
    level: warning,
    title: "A start falls into the hour that clocks show twice; the proof takes the worse of both.",
    fix: "Start before or after the change of the clock.",
    exception: byId,
  },
  "window/frozen": {
    level: warning,
    title: "Freezes keep a window from running for more than 35 days.",
    fix: "Shorten the freeze or exempt groups from it, or let the window run more often around it.",
    exception: byId,
  },
  "window/overlap": {
    level: warning,
    title: "Two rings of one group install at the same time, in windows that overlap.",
    fix: "Move one of the windows, so that never more than one ring is down.",
    exception: byId,
  },
  "window/peak": {
    level: warning,
    title: "A window runs during a business peak of its own.",
    fix: "Move the window, shorten it, or correct its peaks.",
    exception: byId,
  },
  "cadence/not-kept": {
    level: "error",
    title: "A ring is without a run for longer than its tier's cadence.",
    fix: "Let the window run more often, shorten the freeze or exempt groups from it, or promise a longer cadence.",
    exception: byId,
  },
  "window/not-agreed": {
    level: "note",
    title: "A window in use was not agreed, though others of the document have an owner or were.",
    fix: "Agree on the window with those who need the machines, and write agreedBy and agreedAt.",
    exception: byId,
  },
  "test-window/no-owner": {
    level: warning,
    title: "A test window has no owner, so nobody is sure to test.",
    fix: "Write owner: the team that tests.",
    exception: byId,
  },
  "test-window/frozen": {
    level: warning,
    title: "A freeze bars runs of a test window.",
    fix: "Move the test window, or let the freeze bar installs only.",
    exception: byId,
  },
  "test-window/install": {
    level: warning,
    title: "Machines are patched while they are tested.",
    fix: "Move the test window to after the install window, or the other way round.",
    exception: byId,
  },
  "test-window/overlap": {
    level: warning,
    title: "Two test windows test the same machines at the same time.",
    fix: "Move one of them, or test in one window.",
    exception: byId,
  },
  "freeze/calendar-ends": {
    level: "note",
    title: "An imported calendar has no event in the last part of the proved years.",
    fix: "Import a newer calendar that reaches further, or a rule that recurs for good.",
    exception: byId,
  },
  "freeze/too-many-events": {
    level: "error",
    title: "An imported calendar has more events than SSM takes as a Change Calendar.",
    fix: "Give its rules an UNTIL, leave out what is long past or far away, or write days that recur as every: year.",
    exception: "none",
  },
  "freeze/over": {
    level: "note",
    title: "A dated freeze is over, and no later one has its name.",
    fix: "Enter its next days, write it with every: year, or take it away.",
    exception: byId,
  },
  "freeze/one-year": {
    level: "note",
    title: "A dated freeze covers one of the two proved years only.",
    fix: "Write it with every: year, or enter the other year's days too.",
    exception: byId,
  },
} as const satisfies Catalogue;
