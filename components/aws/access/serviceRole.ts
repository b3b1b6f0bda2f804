/** A role that one AWS service may assume on behalf of one account, with one inline policy. */
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { mergeTags, type Tags } from "../../tags";
import { longestRole, madeName } from "../madeName";
import type { AwsPlace } from "../place";

/** One statement of a policy. Actions and resources are listed; a `*` is explained where it stands. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?:
    | { readonly Service: string }
    | { readonly AWS: readonly pulumi.Input<string>[] }
    | "*";
  readonly Action: readonly string[];
  readonly Resource?: readonly pulumi.Input<string>[];
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, pulumi.Input<string | readonly string[]>>>>
  >;
}

export interface ServiceRoleArgs {
  /** Such as `ssm.amazonaws.com`. */
  readonly service: string;
  readonly place: AwsPlace;
  /**
   * Pattern of the ARNs on whose behalf the service may assume the role. `unstated` where the service does not
   * document that it sends the source account and ARN: a condition on them would lock it out.
   */
  readonly source: string | "unstated";
  readonly statements: readonly Statement[];
  /** Policies that AWS maintains. */
  readonly managedPolicyArns?: readonly string[];
  readonly description: string;
  /** ARN of the policy that bounds what the role may do. @default - none */
  readonly permissionsBoundary?: pulumi.Input<string> | undefined;
  readonly tags?: Tags | undefined;
}

export function policyDocument(statements: readonly Statement[]): pulumi.Output<string> {
  return pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements });
}

/**
 * Declares the role and its policies below `parent`.
 * @returns the role's ARN, known only after its policies are attached, so that what uses it finds them there.
 */
export function declareServiceRole(
  name: string,
  args: ServiceRoleArgs,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const role = new iam.Role(
    name,
    {
      ...madeName(name, longestRole),
      description: args.description,
      assumeRolePolicy: policyDocument([trust(args)]),
      ...(args.permissionsBoundary === undefined
        ? {}
        : { permissionsBoundary: args.permissionsBoundary }),
      tags: mergeTags(args.tags),
    },
    { parent },
  );
  const attached = (args.managedPolicyArns ?? []).map(
    (policyArn) =>
      new iam.RolePolicyAttachment(
        `${name}-${policyArn.split("/").at(-1)}`,
        { role: role.name, policyArn },
        { parent },
      ),
  );
  const inline =
    args.statements.length === 0
      ? []
      : [
          new iam.RolePolicy(
            name,
            { role: role.name, policy: policyDocument(args.statements) },
            { parent },
          ),
        ];
  const ready = [...attached, ...inline].map((policy) => policy.id);
  return pulumi.all([role.arn, ...ready]).apply(([arn]) => arn as string);
}

function trust(args: ServiceRoleArgs): Statement {
  const statement: Statement = {
    Sid: "Service",
    Effect: "Allow",
    Principal: { Service: args.service },
    Action: ["sts:AssumeRole"],
  };
  return args.source === "unstated"
    ? statement
    : {
        ...statement,
        Condition: {
          StringEquals: { "aws:SourceAccount": args.place.accountId },
          ArnLike: { "aws:SourceArn": args.source },
        },
      };
}
