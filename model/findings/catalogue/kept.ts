/** Findings about what the document asks and a cloud does not keep. */
import { byId, type Catalogue, warning } from "./facts";

export const kept = {
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
  "soak/skipped": {
    level: warning,
    title: "A baseline approves patches by name, which every ring installs at once.",
    fix: "Take the names out once every machine has them, or accept it with an exception.",
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
    fix: "Write the entry in a form that the message names, such as a whole package name.",
    exception: byId,
  },
  "system-updates/not-kept": {
    level: warning,
    title: "A cloud installs packages on a system and leaves the operating system itself alone.",
    fix: "Update the system by its own mechanism, such as device management for macOS, and accept this with an exception.",
    exception: byId,
  },
  "until/not-kept": {
    level: warning,
    title: "A cloud knows no dates: a rule with until is left out there.",
    fix: "Approve by after there, in a baseline of its own, or accept it with an exception.",
    exception: byId,
  },
  "classification/not-kept": {
    level: warning,
    title: "A cloud does not tell classifications apart on a system: every update is installed.",
    fix: "Use a system whose repositories carry update notices, or accept it with an exception.",
    exception: byId,
  },
  "priority/not-kept": {
    level: warning,
    title: "A cloud does not tell priorities apart: packages of the others are installed too.",
    fix: "Leave priority out of the baseline there, or accept it with an exception.",
    exception: byId,
  },
  "section/not-kept": {
    level: warning,
    title: "A cloud does not tell sections apart: packages of the others are installed too.",
    fix: "Leave section out of the baseline there, or accept it with an exception.",
    exception: byId,
  },
  "products/not-kept": {
    level: warning,
    title: "A cloud does not tell products apart: patches of the others are installed too.",
    fix: "Leave products out of the baseline there, or accept it with an exception.",
    exception: byId,
  },
  "applications/not-kept": {
    level: warning,
    title: "A cloud cannot choose Microsoft's applications: a rule for them is left out there.",
    fix: "Set Microsoft Update up on the machines themselves, or accept it with an exception.",
    exception: byId,
  },
  "compliance-level/not-kept": {
    level: "note",
    title: "A cloud reports missing patches without the baseline's compliance level.",
    fix: "Read reports there by classification, or leave complianceLevel out.",
    exception: byId,
  },
  "global-filters/not-kept": {
    level: warning,
    title: "A cloud knows no global filters but classifications: other patches are installed too.",
    fix: "Narrow the rules of the baseline by classification there, or accept it with an exception.",
    exception: byId,
  },
  "approved/not-kept": {
    level: warning,
    title:
      "A cloud cannot express an entry of an approved list, so only the rules approve it there.",
    fix: "Write the entry in a form that the message names, in a baseline for those systems.",
    exception: byId,
  },
  "reject-action/not-kept": {
    level: "note",
    title: "A cloud does not let the policy decide on rejected packages that others depend on.",
    fix: "Leave rejectAction out of baselines that only this cloud uses, or accept it with an exception.",
    exception: byId,
  },
  "available-security-updates/not-kept": {
    level: "note",
    title: "A cloud has no status for security updates that are released and not approved yet.",
    fix: "Leave availableSecurityUpdates out there, or accept it with an exception.",
    exception: byId,
  },
  "sources/not-kept": {
    level: warning,
    title: "A cloud does not set a machine's repositories: packages come from its own.",
    fix: "Set the repositories up on the machines themselves, or accept it with an exception.",
    exception: byId,
  },
  "sources/replace": {
    level: "note",
    title: "The repositories of a baseline replace those that the machines are set up with.",
    fix: "List the machines' own repositories among the sources as far as they are still wanted.",
    exception: byId,
  },
  "kbs-requiring-reboot/not-kept": {
    level: warning,
    title: "A cloud cannot leave out updates that need a reboot: they are installed.",
    fix: "Use reboot: never there, or accept it with an exception.",
    exception: byId,
  },
  "auto-scaling/not-kept": {
    level: "note",
    title:
      "A cloud does not tell machines of a scaling group from others: they need a recovery point.",
    fix: "Leave autoScaling out for groups that only this cloud patches, or accept it with an exception.",
    exception: byId,
  },
  "approval/not-kept": {
    level: warning,
    title: "A cloud asks nobody before a run: it installs without an approval.",
    fix: "Have the approval recorded elsewhere before the window, or accept it with an exception.",
    exception: byId,
  },
  "download/not-kept": {
    level: "note",
    title: "A cloud fetches patches while it installs them, not beforehand.",
    fix: "Make the window long enough for that, or accept it with an exception.",
    exception: byId,
  },
  "alarms/not-kept": {
    level: "note",
    title: "A group has alarms on AWS, and on its other cloud no run asks any.",
    fix: "Watch the group there by other means, or accept it with an exception.",
    exception: byId,
  },
  "health-check/not-kept": {
    level: "note",
    title:
      "A group has a health check on AWS, and on its other cloud nothing runs on its machines.",
    fix: "Check the machines there by other means, or accept it with an exception.",
    exception: byId,
  },
  "hooks/not-kept": {
    level: "note",
    title: "A group has hooks on AWS, and on its other cloud nothing runs on its machines.",
    fix: "Drain the machines there by other means, or accept it with an exception.",
    exception: byId,
  },
  "restore/not-kept": {
    level: warning,
    title: "A cloud leaves a machine that fails as it is, though the tier restores it.",
    fix: "Restore it by hand from the recovery point of its run, or accept it with an exception.",
    exception: byId,
  },
} as const satisfies Catalogue;
