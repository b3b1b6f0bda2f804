/** What the runbooks of an Auto Scaling group's images may do: its two parameters, its own machines' images, its refresh. */
import { type AwsPlace, arnIn, sharedArn } from "../place";
import type { Statement } from "./serviceRole";

export interface ImageAccess {
  readonly place: AwsPlace;
  readonly groupName: string;
  readonly currentParameter: string;
  readonly lastGoodParameter: string;
  readonly protectsImages: boolean;
}

const parameter = (place: AwsPlace, name: string) => arnIn(place, "ssm", `parameter${name}`);

/** Promoting never touches the group itself. */
export function promoteStatements(access: ImageAccess): readonly Statement[] {
  const { place, currentParameter, lastGoodParameter, protectsImages } = access;
  const both = [currentParameter, lastGoodParameter].map((name) => parameter(place, name));
  return [
    {
      Sid: "Images",
      Effect: "Allow",
      Action: ["ssm:GetParameter", "ssm:PutParameter"],
      Resource: both,
    },
    see("autoscaling:DescribeAutoScalingGroups", "ec2:DescribeImages", "ec2:DescribeInstances"),
    ...(protectsImages ? [protection(place)] : []),
  ];
}

/** Going back reads the last good image and never writes it. */
export function rollbackStatements(access: ImageAccess): readonly Statement[] {
  const { place, groupName, currentParameter, lastGoodParameter } = access;
  return [
    {
      Sid: "ReadLastGood",
      Effect: "Allow",
      Action: ["ssm:GetParameter"],
      Resource: [parameter(place, lastGoodParameter)],
    },
    {
      Sid: "Current",
      Effect: "Allow",
      // Whoever uses a launch template that names a parameter needs GetParameters ("Use AWS Systems Manager parameters").
      Action: ["ssm:GetParameter", "ssm:GetParameters", "ssm:PutParameter"],
      Resource: [parameter(place, currentParameter)],
    },
    see("autoscaling:DescribeInstanceRefreshes", "ec2:DescribeImages"),
    {
      Sid: "Refresh",
      Effect: "Allow",
      Action: ["autoscaling:CancelInstanceRefresh", "autoscaling:StartInstanceRefresh"],
      // Between both stands an id that only AWS knows.
      Resource: [
        arnIn(place, "autoscaling", `autoScalingGroup:*:autoScalingGroupName/${groupName}`),
      ],
    },
  ];
}

function see(...actions: readonly string[]): Statement {
  // IAM lets no resource be named for these.
  return { Sid: "See", Effect: "Allow", Action: actions, Resource: ["*"] };
}

function protection(place: AwsPlace): Statement {
  return {
    Sid: "ProtectImages",
    Effect: "Allow",
    Action: ["ec2:DisableImageDeregistrationProtection", "ec2:EnableImageDeregistrationProtection"],
    // Images come and go; their ARNs name no account.
    Resource: [sharedArn(place, "ec2", "image/*")],
  };
}
