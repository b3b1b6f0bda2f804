/** Findings about who answers: the document's approval, layers, the roster, shared responsibility and vendors. */
import { byId, type Catalogue, warning } from "./facts";

export const people = {
  "approval/incomplete": {
    level: warning,
    title: "The document says who approved it or when, and not both.",
    fix: "Write both approvedBy and approvedAt.",
    exception: "none",
  },
  "approval/after-effective": {
    level: warning,
    title: "The document took effect before it was approved.",
    fix: "Let effectiveFrom be the day of the approval or a later one.",
    exception: "none",
  },
  "approval/no-review": {
    level: warning,
    title: "An approved document does not say when it is reviewed next.",
    fix: "Set reviewBy to the day of the next review.",
    exception: "none",
  },
  "owner/accountable-missing": {
    level: "error",
    title: "Nobody is accountable for a layer of a group.",
    fix: "Name one accountable team in the document's layers or in the group's.",
    exception: byId,
  },
  "owner/accountable-several": {
    level: "error",
    title: "More than one team is accountable for a layer of a group, so that none is.",
    fix: "Name one accountable team; the others are responsible, consulted or informed.",
    exception: byId,
  },
  "oncall/missing": {
    level: warning,
    title: "An out-of-cycle path asks the people on call, and the document has no roster.",
    fix: "Add people and onCall, or name in the path's decide.by who decides without a roster.",
    exception: byId,
  },
  "oncall/gap": {
    level: "error",
    title: "Within 30 days too few people with authority are on call for an out-of-cycle path.",
    fix: "Add a shift, put more people on it, or give those on call the authority; `patchwarden oncall` shows who is on.",
    exception: byId,
  },
  "oncall/authority": {
    level: "error",
    title: "Within 30 days somebody is on call whose authority for a path has ended.",
    fix: "Renew the authority, or put somebody else on the shift.",
    exception: byId,
  },
  "responsibility/layer-open": {
    level: "error",
    title: "Nobody is said to patch a layer of a kind of service.",
    fix: "Name a team, provider or vendor for the layer, or none where there is nothing of it.",
    exception: byId,
  },
  "responsibility/no-row": {
    level: "error",
    title: "Machines that groups patch have no row in the responsibilities.",
    fix: "Add a row whose types hold the machine's resource type.",
    exception: byId,
  },
  "vendor/support-ended": {
    level: "error",
    title: "A vendor's support of a system in use has ended: there are no patches any more.",
    fix: "Move the groups to a newer system, or enter the extended support that was bought.",
    exception: byId,
  },
  "vendor/support-ending": {
    level: warning,
    title: "A vendor's support of a system in use ends within 180 days.",
    fix: "Plan the move to a newer system, or buy extended support.",
    exception: byId,
  },
  "vendor/too-slow": {
    level: warning,
    title: "A vendor promises patches later than a deadline that depends on them.",
    fix: "Agree on a faster delivery, or have a mitigation ready for the time without a patch.",
    exception: byId,
  },
  "vendor/unregistered": {
    level: "note",
    title: "A system in use has no vendor in the document.",
    fix: "Add the system to a vendor, with its support end and promised delivery.",
    exception: byId,
  },
} as const satisfies Catalogue;
