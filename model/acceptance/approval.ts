/** The document's own approval: by whom, when, and until when it holds without another look. */
import { finding } from "../findings/finding";
import type { Finding } from "../plan";
import type { Policy } from "../policy";

/** What is written halfway, or in the wrong order. */
export function approvalFindings(policy: Policy): readonly Finding[] {
  const { approvedBy, approvedAt, effectiveFrom, reviewBy } = policy;
  const found: Finding[] = [];
  if ((approvedBy === undefined) !== (approvedAt === undefined)) {
    const message =
      approvedBy === undefined
        ? `the document was approved on ${approvedAt}, and approvedBy is missing`
        : `the document was approved by ${approvedBy}, and approvedAt is missing`;
    const path = [approvedBy === undefined ? "approvedAt" : "approvedBy"];
    found.push(finding("approval/incomplete", { message, path }));
  }
  if (approvedAt !== undefined && approvedAt > effectiveFrom) {
    const message = `the document is in effect from ${effectiveFrom} and was approved on ${approvedAt}`;
    found.push(finding("approval/after-effective", { message, path: ["approvedAt"] }));
  }
  if (approvedBy !== undefined && reviewBy === undefined) {
    const message = `the document was approved by ${approvedBy}, and no reviewBy is set`;
    found.push(finding("approval/no-review", { message, path: ["approvedBy"] }));
  }
  return found;
}
