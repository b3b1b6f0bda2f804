/** What `check` reports about a valid document: promises that nobody keeps, and calendars that surprise. */
import { approvalFindings } from "../acceptance/approval";
import { ownerFindings } from "../ownership/findings";
import type { Finding, Plan } from "../plan";
import type { Policy } from "../policy";
import { responsibilityFindings } from "../responsibility/findings";
import { vendorFindings } from "../vendors/findings";
import { approvalTimeFindings } from "./approvalTime";
import { calendarFindings } from "./calendarFindings";
import { classificationFindings } from "./classificationFindings";
import { clockFindings } from "./clockFindings";
import { cycleFindings } from "./cycleFindings";
import { limitFindings } from "./limitFindings";
import { listFindings } from "./listFindings";
import { nothingApprovedFindings, notKeptFindings } from "./notKept";
import { obligationFindings } from "./obligations";
import { placeFindings } from "./placeFindings";
import { promotionFindings } from "./promotionFindings";
import { quotaFindings } from "./quotas";
import { recoveryFindings } from "./recoveryFindings";
import { rollbackFindings } from "./rollbackFindings";
import { runTimeFindings } from "./runTimeFindings";
import { standingApprovalFindings } from "./standingApprovals";
import { strategyFindings } from "./strategyFindings";
import { supportFindings } from "./supportFindings";
import { testWindowFindings } from "./testWindowFindings";
import { unpatchedFindings } from "./unpatchedSystems";
import { verdictFindings } from "./verdictFindings";

export function findingsOf(policy: Policy, plan: Plan): Finding[] {
  return [
    ...clockFindings(policy, plan),
    ...calendarFindings(policy, plan),
    ...nothingApprovedFindings(plan),
    ...unpatchedFindings(policy, plan),
    ...notKeptFindings(policy, plan),
    ...standingApprovalFindings(policy, plan),
    ...listFindings(policy, plan),
    ...supportFindings(plan),
    ...obligationFindings(policy),
    ...quotaFindings(policy, plan),
    ...classificationFindings(policy),
    ...placeFindings(policy),
    ...promotionFindings(policy, plan),
    ...verdictFindings(plan),
    ...strategyFindings(policy, plan),
    ...cycleFindings(policy),
    ...rollbackFindings(policy, plan),
    ...recoveryFindings(plan),
    ...approvalTimeFindings(plan),
    ...runTimeFindings(plan),
    ...testWindowFindings(policy),
    ...limitFindings(policy),
    ...approvalFindings(policy),
    ...ownerFindings(policy),
    ...responsibilityFindings(policy),
    ...vendorFindings(policy, plan),
  ];
}
