/** The one tag that puts a machine under the document. Default tags of a provider are already merged in when rules run. */
import { cisControls, nist80040, nist80053 } from "../../../control";
import { broken, type Outcome, perItem } from "../../../outcome";
import { unplannedPatchGroup } from "../../../patchGroups";
import type { Properties } from "../../../properties";
import type { Check, ResourceRule } from "../../../rule";

const tagKey = "PatchGroup";
const launchTemplate = "aws:ec2/launchTemplate:LaunchTemplate";

/** SSM reads this older key too, but it breaks with instance metadata tags, and two keys are one too many. */
const olderKey = "Patch Group";

function judgeTags(owner: Properties, world: Parameters<Check>[1]): readonly Outcome[] {
  const tags = owner.object("tags");
  const property = `${owner.pathOf("tags")}.${tagKey}`;
  if (!tags?.has(tagKey) && tags?.has(olderKey)) {
    return [
      broken({
        problem: "the patch group stands under a key that instance metadata tags refuse",
        property: `${owner.pathOf("tags")}["${olderKey}"]`,
        seen: tags.text(olderKey) ?? "not set",
        allowed: `only the key ${tagKey}`,
        fix: `rename the tag to ${tagKey}`,
      }),
    ];
  }
  return unplannedPatchGroup(world.plan, "aws", property, tags?.text(tagKey));
}

/** A template's own tags stay on the template: its machines get those of `tagSpecifications`. */
const machineTags: Check = (resource, world) => {
  if (world.subject.type !== launchTemplate) {
    return judgeTags(resource, world);
  }
  const instanceEntries = Array.from(
    { length: resource.count("tagSpecifications") },
    (_, index) => index,
  ).filter(
    (index) => resource.item("tagSpecifications", index).text("resourceType") === "instance",
  );
  if (instanceEntries.length === 0) {
    return unplannedPatchGroup(
      world.plan,
      "aws",
      `tagSpecifications[resourceType=instance].tags.${tagKey}`,
      undefined,
    );
  }
  return perItem(resource, "tagSpecifications", (entry, index) =>
    instanceEntries.includes(index) ? judgeTags(entry, world) : [],
  );
};

function tagOf(resource: Properties, type: string): string | undefined {
  if (type !== launchTemplate) {
    return resource.object("tags")?.text(tagKey);
  }
  const values = Array.from({ length: resource.count("tagSpecifications") }, (_, index) =>
    resource.item("tagSpecifications", index).object("tags")?.text(tagKey),
  );
  return values.find((value) => value !== undefined);
}

export const machinePatchGroupTag: ResourceRule = {
  kind: "resource",
  id: "aws-ec2-patch-group-tag",
  title: "Instances and launch templates carry a PatchGroup tag of the document.",
  why: "The tag is all that puts a machine under the document: without it AWS's default baseline applies and no window runs.",
  level: "mandatory",
  severity: "high",
  controls: [nist80040("§3.4"), nist80053("CM-8"), cisControls("1.1")],
  ruleset: "2026.11",
  fix: "Spread patchTags(plan, group, ring) into the tags of the instance, or of the launch template's tagSpecifications for instances.",
  url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-tag-a-patch-group.html",
  parameters: "The patch groups of the plan's rings on AWS.",
  missing:
    "No tag is a violation: SSM patches such a machine with AWS's default baseline, and no window runs on it.",
  types: ["aws:ec2/instance:Instance", launchTemplate],
  patchGroupOf: tagOf,
  examples: {
    bad: { properties: { tags: { PatchGroup: "web.canry" } } },
    good: { properties: { tags: { PatchGroup: "web.canary" } } },
  },
  checks: [machineTags],
};
