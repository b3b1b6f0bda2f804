/** Findings about obligations, exceptions and the review: what people have to look at. */
import { byId, type Catalogue, warning } from "./facts";

export const duties = {
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
  "exception/over-long": {
    level: "error",
    title: "An exception lasts longer than its tier allows.",
    fix: "Let it expire in time, and have it renewed where the tier allows that.",
    exception: "none",
  },
  "exception/not-allowed": {
    level: "error",
    title: "An exception was approved by somebody whom its tier does not allow.",
    fix: "Have it approved by one of those that the tier's acceptance names.",
    exception: "none",
  },
  "exception/renewed-too-often": {
    level: "error",
    title: "An exception was renewed more often than its tier allows.",
    fix: "Remove the cause; the risk can be accepted no longer.",
    exception: "none",
  },
  "exception/uncompensated": {
    level: "error",
    title: "An exception names no compensating control, and its tier asks for one.",
    fix: "Name in compensating what lowers the risk meanwhile.",
    exception: "none",
  },
  "exception/undated": {
    level: warning,
    title: "An exception of a tier that limits its length does not say when it was approved.",
    fix: "Write approvedAt, so that its length can be judged.",
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
    level: "error",
    title: "The document's review is overdue.",
    fix: "Review the document and set reviewBy to the day of the next review.",
    exception: "none",
  },
} as const satisfies Catalogue;
