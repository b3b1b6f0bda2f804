/** Findings about what a group says of itself: classification, strategy, dependencies, promotion, rollback and limits. */
import { byId, type Catalogue, warning } from "./facts";

export const groups = {
  "classification/missing": {
    level: "error",
    title: "A group is not classified, though the tiers say from which classification they come.",
    fix: "Give the group a classification; `patchwarden classify` shows what it comes to.",
    exception: byId,
  },
  "classification/tier-too-low": {
    level: "error",
    title: "A group's tier promises less than its classification asks for.",
    fix: "Put the group into the tier that it comes to, or correct its classification; `patchwarden classify` explains it.",
    exception: byId,
  },
  "classification/tier-higher": {
    level: "note",
    title: "A group's tier promises more than its classification asks for.",
    fix: "Nothing, when that is meant; else correct the tier or the classification.",
    exception: byId,
  },
  "strategy/unexplained": {
    level: warning,
    title: "A group's strategy is not the recommended one, and no reason is recorded.",
    fix: "Record the reason, or take the recommended kind; `patchwarden strategy` explains it.",
    exception: byId,
  },
  "strategy/one-ring": {
    level: warning,
    title: "A canary has one ring only: nothing goes first.",
    fix: "Give the group a small ring before the others, or call the strategy rolling.",
    exception: byId,
  },
  "strategy/no-image": {
    level: "error",
    title: "A strategy brings new machines, and no image window says where from.",
    fix: "Name the window in which images are built as image, or choose a strategy that patches in place.",
    exception: byId,
  },
  "strategy/not-kept": {
    level: warning,
    title: "A strategy is not deployed by this release: machines would be patched in place.",
    fix: "Choose inPlace, rolling or canary for what this release deploys, or leave the group to another tool.",
    exception: byId,
  },
  "strategy/min-healthy": {
    level: warning,
    title: "More machines may be patched at once than minHealthy leaves room for.",
    fix: "Lower the ring's concurrency, put the ring on AWS, or lower minHealthy.",
    exception: byId,
  },
  "strategy/on-launch": {
    level: warning,
    title: "Nothing patches machines when they start, though the strategy asks for it.",
    fix: "Keep images young by other means, and leave onLaunch out, or accept it with an exception.",
    exception: byId,
  },
  "dependency/cycle": {
    level: "error",
    title: "Groups depend on one another in a circle, so that none can go first.",
    fix: "Remove one dependsOn of the circle.",
    exception: byId,
  },
  "dependency/overlap": {
    level: warning,
    title: "A group installs at the same time as one that it depends on.",
    fix: "Give the groups windows that lie apart, the dependency's first.",
    exception: byId,
  },
  "promotion/not-kept": {
    level: warning,
    title: "Nothing keeps the rest of a patch in the group that it is promoted from.",
    fix: "Patch the same systems and kinds of patch in the group promoted from, or accept it with an exception.",
    exception: byId,
  },
  "place/unknown": {
    level: warning,
    title:
      "A group is in a region or location that this release does not know: it may be misspelt.",
    fix: "Correct the name, or accept it with an exception when the vendor has it.",
    exception: byId,
  },
  "rollback/missing": {
    level: warning,
    title:
      "A group of the top tier, the first of two or more, has no thresholds that undo a rollout.",
    fix: "Give the tier rollback.when, and the time and the loss that going back may take.",
    exception: byId,
  },
  "rollback/not-kept": {
    level: "note",
    title: "Nothing of this release undoes a rollout by itself when a threshold is reached.",
    fix: "Watch the thresholds, and go back by the recovery points that each run makes.",
    exception: byId,
  },
  "rollback/loss": {
    level: warning,
    title: "Going back can lose more than the recovery point objective allows.",
    fix: "Require recovery points, shorten the window, or allow a longer loss.",
    exception: byId,
  },
  "rollback/never-reached": {
    level: warning,
    title: "A run stops after fewer failures than the threshold that would undo it.",
    fix: "Lower the threshold failed to the ring's stopAfter, or raise stopAfter.",
    exception: byId,
  },
  "recovery/too-many-points": {
    level: "error",
    title: "A machine would have more recovery points at a time than the document's cap allows.",
    fix: "Keep them as long as the message says, patch less often, or raise clouds.aws.recovery.maxPoints; until then nothing is deployed.",
    exception: "none",
  },
  "recovery/not-copied": {
    level: warning,
    title: "Recovery points that a run makes itself are not copied to the second place.",
    fix: "Have them made before the window, or accept it with an exception.",
    exception: byId,
  },
  "recovery/copy-needs-key": {
    level: warning,
    title: "Copies go to another account, and volumes with AWS's own key cannot be copied there.",
    fix: "Encrypt the volumes with keys that the other account may use and name them in clouds.aws.recovery.volumeKeys, or accept it with an exception.",
    exception: byId,
  },
  "recovery/not-tested": {
    level: warning,
    title: "Nothing tests whether recovery points that a run makes itself can be restored.",
    fix: "Have them made before the window, or accept it with an exception.",
    exception: byId,
  },
  "approval/too-late": {
    level: warning,
    title: "An approval that comes in time may come too late for anything to start in the window.",
    fix: "Shorten the timeout of clouds.aws.approvals, or make the window longer.",
    exception: byId,
  },
  "start-stopped/hybrid": {
    level: warning,
    title:
      "A ring that starts stopped machines is found by what EC2 knows: hybrid machines are not patched.",
    fix: "Put the hybrid machines into a group of their own, without startStopped.",
    exception: byId,
  },
  "test/missing": {
    level: warning,
    title:
      "A group of the top tier, the first of two or more, has no window in which its patches are tested.",
    fix: "Add a test window with the group in its for.",
    exception: byId,
  },
  "limit/not-kept": {
    level: warning,
    title: "No cloud keeps a limit on how many machines are patched at once.",
    fix: "Keep it by the rings' concurrency and windows; `patchwarden batches` shows batches that keep it.",
    exception: byId,
  },
} as const satisfies Catalogue;
