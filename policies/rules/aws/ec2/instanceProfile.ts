/** Without an instance profile the agent cannot register with Systems Manager, unless the account manages hosts by default. */
import { nist80040, nist80053, securityHub } from "../../../control";
import { broken } from "../../../outcome";
import type { Check, ResourceRule } from "../../../rule";

const hasProfile: Check = (machine) =>
  machine.has("iamInstanceProfile")
    ? []
    : [
        broken({
          problem: "Systems Manager may not reach the machine",
          property: "iamInstanceProfile",
          seen: "not set",
          allowed: "a profile with AmazonSSMManagedInstanceCore",
          fix: "set iamInstanceProfile, or switch on Default Host Management Configuration and accept this advice",
        }),
      ];

export const instanceProfile: ResourceRule = {
  kind: "resource",
  id: "aws-ec2-instance-profile",
  title:
    "Instances and launch templates have an instance profile, so that Systems Manager can patch them.",
  // Advice only: Default Host Management Configuration serves machines without a profile, and inputs do not show it.
  why: "The agent on the machine needs a role to register with Systems Manager; a machine that never registers is never patched and never reported.",
  level: "advisory",
  severity: "medium",
  controls: [
    nist80040("§3.4"),
    nist80053("CM-8"),
    securityHub("SSM.1", "EC2 instances should be managed by AWS Systems Manager"),
  ],
  ruleset: "2026.11",
  fix: "Set iamInstanceProfile to a profile whose role has the policy AmazonSSMManagedInstanceCore.",
  url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-instance-permissions.html",
  parameters: "None.",
  missing: "No profile is advised against.",
  unknown: "A profile that is still to be created counts as set.",
  types: ["aws:ec2/instance:Instance", "aws:ec2/launchTemplate:LaunchTemplate"],
  examples: {
    bad: { properties: { tags: { PatchGroup: "web.canary" } } },
    good: { properties: { tags: { PatchGroup: "web.canary" }, iamInstanceProfile: "web" } },
  },
  checks: [hasProfile],
};
