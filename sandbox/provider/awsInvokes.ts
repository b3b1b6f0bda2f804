/** The provider functions of AWS that programs use most, answered from the provider's account and region. */
import { createHash } from "node:crypto";
import { recordsOf, textOf, textsOf } from "../plainValue";
import type { Invoke } from "./cloudKind";
import { renderPolicyDocument } from "./policyDocument";

export const awsInvokes: Readonly<Record<string, Invoke>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": (_args, { account }) => ({
    accountId: account.account,
    arn: `arn:aws:iam::${account.account}:user/sandbox`,
    id: account.account,
    userId: "AIDASANDBOXSANDBOXSAN",
  }),
  "aws:index/getRegion:getRegion": (args, { account }) => {
    const region = textOf(args["region"]) ?? textOf(args["name"]) ?? account.region;
    const endpoint = `ec2.${region}.amazonaws.com`;
    return { id: region, region, name: region, description: region, endpoint };
  },
  "aws:index/getPartition:getPartition": () => ({
    id: "aws",
    partition: "aws",
    dnsSuffix: "amazonaws.com",
    reverseDnsPrefix: "com.amazonaws",
  }),
  "aws:iam/getPolicyDocument:getPolicyDocument": (args) => renderPolicyDocument(args),
  "aws:ec2/getAmi:getAmi": (args, { account }) => {
    const region = textOf(args["region"]) ?? account.region;
    // The same question has the same answer, in one region; another region has another image.
    const question = JSON.stringify([region, args["owners"], args["filters"], args["nameRegex"]]);
    const id = `ami-0${createHash("sha256").update(question).digest("hex").slice(0, 16)}`;
    const filters = recordsOf(args["filters"]);
    const filter = (name: string) =>
      textsOf(filters.find((each) => each["name"] === name)?.["values"])[0];
    return {
      ...args,
      id,
      imageId: id,
      region,
      arn: `arn:aws:ec2:${region}::image/${id}`,
      architecture: filter("architecture") ?? "x86_64",
      name: (filter("name") ?? "sandbox-image").replaceAll("*", "2026.11.01"),
      ownerId: textsOf(args["owners"])[0] ?? "amazon",
      rootDeviceName: "/dev/xvda",
      rootDeviceType: "ebs",
      state: "available",
      virtualizationType: "hvm",
      blockDeviceMappings: [],
      productCodes: [],
      tags: {},
    };
  },
};
