/**
 * AWS Config's recorder with its bucket, for a place that has none: a region of an account can have only one. It
 * records what the compliance rules judge, and no more, since Config is paid by the recorded item.
 */
import * as cfg from "@pulumi/aws/cfg";
import * as pulumi from "@pulumi/pulumi";
import { present } from "../../../model/present";
import { checkNames, type KeysOf } from "../../argumentForms";
import {
  type ArgumentChecks,
  checkArguments,
  checkGiven,
  matching,
  wholeNumber,
} from "../../arguments";
import { withTimeouts } from "../../childOptions";
import { type Tags, withCheckedTags } from "../../tags";
import { declareServiceRole, type Statement } from "../access/serviceRole";
import { bucketName, policyArn } from "../names";
import { type AwsPlace, arnIn, checkPlace, managedPolicyArn, partitionOf, roleArn } from "../place";
import { declareRecordBucket } from "./configBucket";

export interface ConfigRecorderArgs extends AwsPlace {
  /** Types of resources to record. @default - what the compliance rules judge */
  readonly resourceTypes?: readonly string[];
  /** Name of a bucket that exists already. @default - a new one: encrypted, private, versioned */
  readonly bucketName?: pulumi.Input<string>;
  /** Days after which a new bucket lets records go, 30–3650. @default 365 */
  readonly keepDays?: number;
  /** ARN of a role that exists already and that AWS Config may assume. @default - a new one */
  readonly roleArn?: pulumi.Input<string>;
  /** ARN of the policy that bounds a role that is made. @default - none */
  readonly permissionsBoundary?: pulumi.Input<string>;
  /** @default {} */
  readonly tags?: Tags;
}

const judgedTypes = [
  "AWS::EC2::Instance",
  "AWS::SSM::AssociationCompliance",
  "AWS::SSM::ManagedInstanceInventory",
  "AWS::SSM::PatchCompliance",
];

const argumentNames: KeysOf<ConfigRecorderArgs> = {
  accountId: "needed text",
  region: "needed text",
  resourceTypes: "list",
  bucketName: true,
  keepDays: true,
  roleArn: true,
  permissionsBoundary: true,
  tags: "mapping",
};

/** What is there already, and what is recorded: each with its value checked. */
function checkExisting(
  checks: ArgumentChecks,
  args: ConfigRecorderArgs,
): Partial<ConfigRecorderArgs> {
  for (const [index, type] of (args.resourceTypes ?? []).entries()) {
    checks.check(`resourceTypes[${index}]`, type, resourceType);
  }
  return present({
    bucketName: checkGiven(checks, "bucketName", args.bucketName, bucketName),
    roleArn: checkGiven(checks, "roleArn", args.roleArn, roleArn),
    permissionsBoundary: checkGiven(
      checks,
      "permissionsBoundary",
      args.permissionsBoundary,
      policyArn,
    ),
  });
}

/** @see https://docs.aws.amazon.com/config/latest/developerguide/resource-config-reference.html */
const resourceType = matching(
  /^AWS::[A-Za-z0-9]+::[A-Za-z0-9]+$/,
  "a type of resource such as AWS::EC2::Instance",
);

/**
 * @example
 * import { ConfigRecorder } from "patchwarden/aws";
 *
 * new ConfigRecorder("records", { accountId: "012345678901", region: "eu-central-1" });
 */
export class ConfigRecorder extends pulumi.ComponentResource {
  static readonly __pulumiType = "patchwarden:aws:ConfigRecorder";

  /** Known once the recorder records: rules that need it hang on this. */
  readonly recorderName: pulumi.Output<string>;
  readonly bucketName: pulumi.Output<string>;
  readonly roleArn: pulumi.Output<string>;

  constructor(name: string, given: ConfigRecorderArgs, opts?: pulumi.ComponentResourceOptions) {
    super(ConfigRecorder.__pulumiType, name, given, withTimeouts(opts));
    const checks = checkArguments(this, "ConfigRecorder", name);
    checkNames(checks, given, argumentNames);
    const args = { ...withCheckedTags(checks, given), ...checkExisting(checks, given) };
    checkPlace(checks, args);
    checks.check("keepDays", args.keepDays ?? 365, wholeNumber(30, 3650));
    checks.throwFaults();

    this.bucketName = pulumi.output(
      args.bucketName ??
        declareRecordBucket(name, { ...args, keepDays: args.keepDays ?? 365 }, this),
    );
    this.roleArn = pulumi.output(args.roleArn ?? this.declareRole(name, args));
    this.recorderName = this.declareRecording(name, args);
    this.registerOutputs({
      recorderName: this.recorderName,
      bucketName: this.bucketName,
      roleArn: this.roleArn,
    });
  }

  private declareRole(name: string, args: ConfigRecorderArgs): pulumi.Output<string> {
    const options = {
      service: "config.amazonaws.com",
      place: args,
      source: arnIn(args, "config", "*"),
      statements: deliveryStatements(args, this.bucketName),
      // Reading every recorded type changes with AWS Config; AWS keeps this policy up to date.
      managedPolicyArns: [managedPolicyArn(args, "service-role/AWS_ConfigRole")],
      description: "Records the machines that patch compliance is judged by",
      permissionsBoundary: args.permissionsBoundary,
      tags: args.tags,
    };
    return declareServiceRole(`${name}-config`, options, this);
  }

  /** Config refuses a channel before a recorder, and a start before a channel. */
  private declareRecording(name: string, args: ConfigRecorderArgs): pulumi.Output<string> {
    const recorder = new cfg.Recorder(
      name,
      {
        region: args.region,
        roleArn: this.roleArn,
        recordingGroup: {
          allSupported: false,
          includeGlobalResourceTypes: false,
          resourceTypes: [...(args.resourceTypes ?? judgedTypes)],
        },
      },
      { parent: this },
    );
    const channel = new cfg.DeliveryChannel(
      name,
      { region: args.region, s3BucketName: this.bucketName },
      { parent: this, dependsOn: [recorder] },
    );
    const status = new cfg.RecorderStatus(
      name,
      { region: args.region, name: recorder.name, isEnabled: true },
      { parent: this, dependsOn: [channel] },
    );
    return pulumi.all([recorder.name, status.id]).apply(([recorderName]) => recorderName);
  }
}

function deliveryStatements(
  place: AwsPlace,
  bucketName: pulumi.Output<string>,
): readonly Statement[] {
  const bucketArn = pulumi.interpolate`arn:${partitionOf(place.region)}:s3:::${bucketName}`;
  return [
    {
      Sid: "CheckBucket",
      Effect: "Allow",
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
      Resource: [bucketArn],
    },
    {
      Sid: "DeliverRecords",
      Effect: "Allow",
      Action: ["s3:PutObject"],
      Resource: [pulumi.interpolate`${bucketArn}/AWSLogs/${place.accountId}/Config/*`],
    },
  ];
}
