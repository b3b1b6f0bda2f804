/** What `check` reports about a valid document: promises that nobody keeps, and calendars that surprise. */
import type { Finding, Plan } from "../plan";
import type { Policy } from "../policy";
import { clockFindings } from "./clockFindings";
import { nothingApprovedFindings, notKeptFindings, rejectFindings } from "./notKept";
import { obligationFindings } from "./obligations";
import { quotaFindings } from "./quotas";

export function findingsOf(policy: Policy, plan: Plan): Finding[] {
  return [
    ...clockFindings(policy, plan),
    ...nothingApprovedFindings(plan),
    ...notKeptFindings(policy, plan),
    ...rejectFindings(policy, plan),
    ...obligationFindings(policy),
    ...quotaFindings(plan),
  ];
}
