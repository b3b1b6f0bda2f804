/** Steps that both runbooks of an Auto Scaling group's images take: reading, judging and writing them. */
import type { Step } from "./runbook";

/** Of a launch template that names the current image by a parameter. */
export interface ImageOptions {
  /** ARN of the role that every call is made with. */
  readonly assumeRole: string;
  readonly groupName: string;
  /** Names of the parameters that hold the image machines start from, and the one they go back to. */
  readonly currentParameter: string;
  readonly lastGoodParameter: string;
}

export function readImage(name: string, parameter: string, description: string): Step {
  return {
    name,
    action: "aws:executeAwsApi",
    description,
    service: "ssm",
    api: "GetParameter",
    arguments: { Name: parameter },
    outputs: [{ name: "Id", selector: "$.Parameter.Value", type: "String" }],
  };
}

export function imageAvailable(image: string): Step {
  return {
    name: "ImageAvailable",
    action: "aws:assertAwsResourceProperty",
    description: "The image is there and machines can start from it.",
    service: "ec2",
    api: "DescribeImages",
    arguments: { ImageIds: [image] },
    selector: "$.Images[0].State",
    desiredValues: ["available"],
  };
}

/** Parameter Store takes an image's id first and checks it afterwards, so that only reading it back says it is there. */
export function writeImage(what: "Current" | "LastGood", parameter: string, image: string): Step[] {
  return [
    {
      name: `Write${what}`,
      action: "aws:executeAwsApi",
      description: "Writes the image's id.",
      service: "ssm",
      api: "PutParameter",
      arguments: {
        Name: parameter,
        Value: image,
        Type: "String",
        DataType: "aws:ec2:image",
        Overwrite: true,
      },
    },
    {
      name: `${what}Written`,
      action: "aws:waitForAwsResourceProperty",
      description: "Parameter Store has found the image.",
      service: "ssm",
      api: "GetParameter",
      arguments: { Name: parameter },
      selector: "$.Parameter.Value",
      desiredValues: [image],
      timeoutSeconds: 300,
    },
  ];
}
