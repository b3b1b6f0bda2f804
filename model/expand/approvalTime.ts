/** Rings that ask people: whether an answer that comes in time comes in time for the window. */
import { formatDuration } from "../duration";
import { finding } from "../findings/finding";
import type { AwsSettings, Finding, Plan } from "../plan";

export function approvalTimeFindings(plan: Plan): Finding[] {
  const approvals = plan.aws[0]?.approvals;
  if (approvals === undefined) return [];
  return plan.groups.flatMap(({ name: group, rings }) =>
    rings.flatMap(({ name: ring, window, settings, systems }) => {
      const asks = settings?.approval === true && systems.some(({ cloud }) => cloud === "aws");
      return asks ? lateFinding(approvals, { group, ring, window }) : [];
    }),
  );
}

interface Asking {
  readonly group: string;
  readonly ring: string;
  readonly window: Plan["groups"][number]["rings"][number]["window"];
}

function lateFinding(
  { timeout }: NonNullable<AwsSettings["approvals"]>,
  { group, ring, window }: Asking,
): Finding[] {
  const free = window.duration - window.cutoff;
  if (timeout < free) return [];
  const message = `group ${group} ring ${ring}: people may answer within ${formatDuration(timeout)}, and window ${window.name} starts nothing new after ${formatDuration(free)}`;
  const path = ["clouds", "aws", "approvals", "timeout"];
  return [finding("approval/too-late", { message, group, ring, path })];
}
