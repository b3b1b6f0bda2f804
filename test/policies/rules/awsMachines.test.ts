import { describe, expect, it } from "vitest";
import { instanceProfile } from "../../../policies/rules/aws/ec2/instanceProfile";
import { machinePatchGroupTag } from "../../../policies/rules/aws/ec2/machinePatchGroupTag";
import { type TestResource, unknown } from "../../../policies/testing";
import { exception, judge, world } from "../world";
import { describeRule } from "./cases";

const planned = "allowed one of web.canary, web.broad;";
const asPatchTags =
  "to <group>.<ring> of the machine's group, as patchTags(plan, group, ring) gives it";
const noGroup = "no patch group, so the machine gets the vendor's default patches and no window";
const notPlanned = "the patch group is not one of the document's, so nothing patches the machine";

const instance = (props: TestResource["props"]): TestResource => ({
  type: "aws:ec2/instance:Instance",
  props,
});

function template(...tagSpecifications: readonly unknown[]): TestResource {
  return { type: "aws:ec2/launchTemplate:LaunchTemplate", props: { tagSpecifications } };
}

const forInstances = (tags: unknown) => ({ resourceType: "instance", tags });

describeRule(machinePatchGroupTag, {
  compliant: {
    "an instance of a ring": instance({ tags: { PatchGroup: "web.broad", team: "shop" } }),
    "a ring beside a tag that is not known": instance({
      tags: { PatchGroup: "web.broad", build: unknown },
    }),
    "a template whose machines get a ring": template(
      { resourceType: "volume", tags: {} },
      forInstances({ PatchGroup: "web.canary" }),
    ),
  },
  violating: {
    "an instance without tags": [
      instance({}),
      `${noGroup}: tags.PatchGroup is not set, ${planned} set tags.PatchGroup ${asPatchTags}`,
    ],
    "a ring that is misspelt": [
      instance({ tags: { PatchGroup: "web.broadd" } }),
      `${notPlanned}: tags.PatchGroup is web.broadd, ${planned} set tags.PatchGroup to web.broad, or add the group to the document`,
    ],
    "the key in small letters": [
      instance({ tags: { patchgroup: "web.broad" } }),
      `${noGroup}: tags.PatchGroup is not set, ${planned} set tags.PatchGroup ${asPatchTags}`,
    ],
    "SSM's older key": [
      instance({ tags: { "Patch Group": "web.broad" } }),
      'the patch group stands under a key that instance metadata tags refuse: tags["Patch Group"] is web.broad, allowed only the key PatchGroup; rename the tag to PatchGroup',
    ],
    "a value that is no text": [
      instance({ tags: { PatchGroup: 7 } }),
      "the property has the wrong type: tags.PatchGroup is 7, allowed a value of type string; give it a value of type string",
    ],
    "a template that tags only itself": [
      {
        type: "aws:ec2/launchTemplate:LaunchTemplate",
        props: { tags: { PatchGroup: "web.canary" } },
      },
      `${noGroup}: tagSpecifications[resourceType=instance].tags.PatchGroup is not set, ${planned} set tagSpecifications[resourceType=instance].tags.PatchGroup ${asPatchTags}`,
    ],
    "a template with a ring that is not planned": [
      template(forInstances({ PatchGroup: "erp.all" })),
      `${notPlanned}: tagSpecifications[0].tags.PatchGroup is erp.all, ${planned} set tagSpecifications[0].tags.PatchGroup ${asPatchTags}`,
    ],
  },
  unknown: {
    "a tag that is not known": [instance({ tags: { PatchGroup: unknown } }), "tags.PatchGroup"],
    "tags that are not known": [instance({ tags: unknown }), "tags"],
    "an entry of a template that is not known": [
      template(unknown, forInstances({ PatchGroup: "erp.all" })),
      "tagSpecifications[0]",
    ],
  },
});

describe("exceptions of a group", () => {
  const older = instance({ tags: { PatchGroup: "web.old" } });
  const accept = (scope: { group?: string; ring?: string }) =>
    world({ exceptions: [exception(machinePatchGroupTag.id, { scope })] });

  it("answer for the machines of their group and ring only", async () => {
    const findings = async (scope: { group?: string; ring?: string }) =>
      (await judge(machinePatchGroupTag, older, accept(scope))).broken.length;

    expect(await findings({ group: "web" })).toBe(0);
    expect(await findings({ group: "web", ring: "old" })).toBe(0);
    expect(await findings({ group: "web", ring: "broad" })).toBe(1);
    expect(await findings({ group: "erp" })).toBe(1);
  });

  it("do not answer for a machine whose group nobody knows", async () => {
    const { broken } = await judge(machinePatchGroupTag, instance({}), accept({ group: "web" }));

    expect(broken).toHaveLength(1);
  });
});

const noProfile =
  "Systems Manager may not reach the machine: iamInstanceProfile is not set, allowed a profile with AmazonSSMManagedInstanceCore; set iamInstanceProfile, or switch on Default Host Management Configuration and accept this advice";

describeRule(instanceProfile, {
  compliant: {
    "a profile": instance({ iamInstanceProfile: "web" }),
    "a profile that is still to be created": instance({ iamInstanceProfile: unknown }),
    "a template's profile": {
      type: "aws:ec2/launchTemplate:LaunchTemplate",
      props: { iamInstanceProfile: { name: "web" } },
    },
  },
  violating: {
    "no profile": [instance({}), noProfile],
    "an empty profile": [instance({ iamInstanceProfile: "" }), noProfile],
    "a template without one": [template(), noProfile],
  },
});
