/** Which machines a backup plan backs up. */
import * as backup from "@pulumi/aws/backup";
import type * as pulumi from "@pulumi/pulumi";
import { type AwsPlace, arnIn } from "../place";
import { shortName } from "../shortName";

interface Selected {
  readonly planId: pulumi.Output<string>;
  readonly iamRoleArn: pulumi.Output<string>;
  readonly patchGroup: string;
}

export function declareSelection(
  name: string,
  place: AwsPlace,
  { patchGroup, ...selected }: Selected,
  parent: pulumi.Resource,
): void {
  new backup.Selection(
    name,
    {
      region: place.region,
      name: shortName(patchGroup, 50),
      ...selected,
      ...machinesOf(place, patchGroup),
    },
    { parent },
  );
}

/**
 * The ring's machines and nothing else that has its tag, such as their volumes, which would be backed up a second time:
 * AWS Backup joins resources and conditions by AND, but resources and `selectionTags` by OR. Machines of Auto Scaling
 * groups are replaced from an image, and a recovery point of one is of no use.
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html#assigning-resources-json
 */
function machinesOf(place: AwsPlace, patchGroup: string) {
  return {
    resources: [arnIn(place, "ec2", "instance/*")],
    conditions: [
      {
        stringEquals: [{ key: "aws:ResourceTag/PatchGroup", value: patchGroup }],
        // A machine that lacks the tag is unlike every value of it.
        stringNotLikes: [{ key: "aws:ResourceTag/aws:autoscaling:groupName", value: "*" }],
      },
    ],
  };
}
