/** Every finding that `check` can report: the page, SARIF and the tests read this list, and no finding is outside it. */

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

const warning = "warning";
const byId = "byId";

const facts = {
  "document/invalid": {
    level: "error",
    title: "The document is not valid, so nothing else can be said about it.",
    fix: "Correct the place that the message names; `patchwarden schema` gives editors completion.",
    exception: "none",
  },
  "deadline/late": {
    level: "error",
    title: "A patch can be installed later than promised.",
    fix: "Add or move a window, shorten a delay or a soak, or promise what the calendar can keep; `patchwarden check` shows the timeline.",
    exception: "deadlines",
  },
  "deadline/not-served": {
    level: "error",
    title: "A patch can go uninstalled for good.",
    fix: "Approve the kind of patch that the message names, or give the class an out-of-cycle path.",
    exception: "deadlines",
  },
  capacity: {
    level: "error",
    title: "A run is too short for all machines of the ring.",
    fix: "Raise concurrency or the window's duration, or lower cutoff or perNode.",
    exception: "none",
  },
  "soak/broken": {
    level: "error",
    title: "A patch can reach a ring before it has rested long enough in the ring before.",
    fix: "Raise the delay of the later ring's baseline, or move its window further from the ring before.",
    exception: byId,
  },
  "delay/not-kept": {
    level: warning,
    title: "A cloud does not keep the approval delay: patches are installed from their release on.",
    fix: "Hold patches back by the window's schedule, or accept it with an exception.",
    exception: byId,
  },
  "severity/not-kept": {
    level: warning,
    title: "A cloud does not tell severities apart: the others are installed too.",
    fix: "Leave severity out of the baseline there, or accept it with an exception.",
    exception: byId,
  },
  "soak/not-kept": {
    level: warning,
    title: "Nothing keeps the rest between two rings.",
    fix: "Put the rings into windows that lie far enough apart, or accept it with an exception.",
    exception: byId,
  },
  "concurrency/not-kept": {
    level: warning,
    title: "A cloud installs on all machines of the ring at once.",
    fix: "Split the ring into several with windows of their own, or accept it with an exception.",
    exception: byId,
  },
  "stop-after/not-kept": {
    level: warning,
    title: "A cloud does not stop a run after failures.",
    fix: "Put fewer machines into the ring, or accept it with an exception.",
    exception: byId,
  },
  "cutoff/not-kept": {
    level: warning,
    title: "A cloud starts new work until the end of the window.",
    fix: "Leave cutoff out of windows that only this cloud uses, or accept it with an exception.",
    exception: byId,
  },
  "reject/not-kept": {
    level: warning,
    title: "A cloud cannot express an entry of a reject list, so the package is installed.",
    fix: "Write whole package names into the list.",
    exception: byId,
  },
  "approval/nothing": {
    level: "error",
    title: "A baseline approves nothing on one of its systems.",
    fix: "Approve a classification that the system has there, such as security.",
    exception: byId,
  },
  "cutoff/per-node": {
    level: warning,
    title: "A machine that starts just before the cutoff ends after the window.",
    fix: "Raise cutoff or lower perNode.",
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
  "freeze/one-year": {
    level: "note",
    title: "A dated freeze covers one of the two proved years only.",
    fix: "Write it with every: year, or enter the other year's days too.",
    exception: byId,
  },
  "obligation/own-limit": {
    level: "note",
    title: "An obligation asks for a limit of the organisation's own and binds nothing by itself.",
    fix: "Make sure that the tiers' deadlines are the limit that the organisation has decided on.",
    exception: byId,
  },
  "obligation/on-upgrade": {
    level: "note",
    title: "An obligation asks for the fix with the next upgrade and binds nothing by itself.",
    fix: "Plan the upgrade; a tier's deadline sets an instant where one is wanted.",
    exception: byId,
  },
  "obligation/not-in-force": {
    level: "note",
    title: "An obligation is proposed or revoked and binds nothing.",
    fix: "Remove it, or define an obligation of your own that binds.",
    exception: byId,
  },
  "exception/expired": {
    level: "error",
    title: "An exception has expired and accepts nothing any more.",
    fix: "Remove it when the risk is gone, or have it approved again with a new day.",
    exception: "none",
  },
  "exception/expiring": {
    level: warning,
    title: "An exception expires within 30 days.",
    fix: "Remove the cause until then, or have the exception approved again.",
    exception: "none",
  },
  "exception/too-long": {
    level: warning,
    title: "An exception lasts for more than a year.",
    fix: "Let it expire within a year, so that somebody looks at it again.",
    exception: "none",
  },
  "exception/unknown-rule": {
    level: warning,
    title: "An exception names a rule that does not exist or takes no exceptions.",
    fix: "Name deadlines, a finding of docs/findings.md or a rule of docs/rules.md.",
    exception: "none",
  },
  "exception/unused": {
    level: "note",
    title: "An exception accepts nothing: there is no such finding in its scope.",
    fix: "Remove it, or correct its rule or scope.",
    exception: "none",
  },
  "review/overdue": {
    level: warning,
    title: "The document's review is overdue.",
    fix: "Review the document and set reviewBy to the day of the next review.",
    exception: "none",
  },
  "quota/windows": {
    level: warning,
    title: "An account would have more maintenance windows in a region than SSM's quota.",
    fix: "Let groups share windows, spread them over accounts, or ask AWS for more.",
    exception: byId,
  },
  "quota/concurrent-windows": {
    level: warning,
    title: "More windows of an account and region are open at once than SSM runs.",
    fix: "Move some of the windows, spread the groups over accounts, or ask AWS for more.",
    exception: byId,
  },
  "quota/baselines": {
    level: warning,
    title: "An account would have more patch baselines in a region than SSM's quota.",
    fix: "Give rings the same delays, spread the groups over accounts, or ask AWS for more.",
    exception: byId,
  },
  "quota/patch-groups": {
    level: warning,
    title: "A baseline would have more patch groups than SSM's quota.",
    fix: "Put some of the groups on a baseline of their own, or ask AWS for more.",
    exception: byId,
  },
  "quota/scan-targets": {
    level: warning,
    title: "An account would have more scanned patch groups in a region than one window takes.",
    fix: "Spread the groups over accounts or regions.",
    exception: byId,
  },
  "quota/configurations": {
    level: warning,
    title: "A subscription would have more maintenance configurations than Azure's quota.",
    fix: "Spread the groups over subscriptions or locations.",
    exception: byId,
  },
} as const satisfies Readonly<Record<string, FindingFacts>>;

/** Stable: exceptions, `--only` and SARIF name it. */
export type FindingId = keyof typeof facts;

export const findingIds = Object.keys(facts) as readonly FindingId[];

export function findingFacts(id: FindingId): FindingFacts {
  return facts[id];
}

export function isFindingId(text: string): text is FindingId {
  return Object.hasOwn(facts, text);
}
