/** Ids and ARNs in the forms that AWS uses, for types without service rules. */
import type { ResourceShape } from "../schema/shape";
import type { Scope, ServiceRequest } from "../service";
import { kebabCase, uuid } from "./plausible";

/** Types whose id is a prefix and 17 hexadecimal digits. */
const idPrefixes: Readonly<Record<string, string>> = {
  "ec2:Ami": "ami",
  "ec2:Eip": "eipalloc",
  "ec2:FlowLog": "fl",
  "ec2:Instance": "i",
  "ec2:InternetGateway": "igw",
  "ec2:LaunchTemplate": "lt",
  "ec2:NatGateway": "nat",
  "ec2:NetworkAcl": "acl",
  "ec2:NetworkInterface": "eni",
  "ec2:RouteTable": "rtb",
  "ec2:SecurityGroup": "sg",
  "ec2:Subnet": "subnet",
  "ec2:Vpc": "vpc",
  "ec2:VpcEndpoint": "vpce",
  "ebs:Snapshot": "snap",
  "ebs:Volume": "vol",
  "ssm:Activation": "activation",
};

/** Types whose id is their ARN. */
const identifiedByArn: readonly string[] = [
  "acm:Certificate",
  "alb:LoadBalancer",
  "cloudwatch:EventBus",
  "iam:OpenIdConnectProvider",
  "iam:Policy",
  "lb:LoadBalancer",
  "lb:TargetGroup",
  "secretsmanager:Secret",
  "sfn:StateMachine",
  "sns:Topic",
];

/** The resource part of an ARN, where it is not `<type>/<id>`. */
const arnResources: Readonly<Record<string, (id: string) => string>> = {
  "cloudwatch:LogGroup": (id) => `log-group:${id}`,
  "cloudwatch:MetricAlarm": (id) => `alarm:${id}`,
  "lambda:Function": (id) => `function:${id}`,
  "rds:Instance": (id) => `db:${id}`,
  "secretsmanager:Secret": (id) => `secret:${id}`,
  "sfn:StateMachine": (id) => `stateMachine:${id}`,
  "sns:Topic": (id) => id,
  "sqs:Queue": (id) => id,
};

/** Services whose name in ARNs is not the SDK's module. */
const arnServices: Readonly<Record<string, string>> = {
  alb: "elasticloadbalancing",
  cfg: "config",
  cloudwatch: "logs",
  ebs: "ec2",
  lb: "elasticloadbalancing",
  sfn: "states",
};

export function awsId(shape: ResourceShape, request: ServiceRequest): string {
  const key = `${shape.module}:${shape.name}`;
  const prefix = idPrefixes[key];
  if (prefix !== undefined) return `${prefix}-0${request.random(16)}`;
  if (key === "kms:Key") return uuid(request.random);
  const name = awsName(request);
  if (identifiedByArn.includes(key)) return awsArn(shape, request.scope, name ?? request.random(8));
  return name ?? `${kebabCase(shape.name)}-0${request.random(16)}`;
}

function awsName({ inputs, random }: ServiceRequest): string | undefined {
  const { name, bucket, identifier, namePrefix, bucketPrefix } = inputs;
  const given = [name, bucket, identifier].find((value) => typeof value === "string");
  if (typeof given === "string") return given;
  const prefix = [namePrefix, bucketPrefix].find((value) => typeof value === "string");
  return typeof prefix === "string" ? `${prefix}${random(26)}` : undefined;
}

/** `arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-0…`; buckets and their objects name no account. */
export function awsArn(shape: ResourceShape, scope: Scope, id: string): string {
  if (id.startsWith("arn:")) return id;
  const key = `${shape.module}:${shape.name}`;
  if (key === "s3:Bucket" || key === "s3:BucketV2") return `arn:${scope.partition}:s3:::${id}`;
  const service = arnServices[shape.module] ?? shape.module;
  const resource = arnResources[key]?.(id) ?? `${kebabCase(shape.name)}/${id}`;
  return `arn:${scope.partition}:${service}:${scope.region}:${scope.account}:${resource}`;
}
