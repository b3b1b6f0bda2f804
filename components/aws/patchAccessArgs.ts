/** Who may act on patch runs, and as what. */
import type * as pulumi from "@pulumi/pulumi";
import { type ArgumentChecks, show } from "../arguments";
import type { Tags } from "../tags";
import { type AwsPlace, checkPlace } from "./place";

/** Who may assume a role, and how. */
export interface RoleTrust {
  /** ARNs of users and roles, of this account or of another one; never everybody. */
  readonly principals: readonly string[];
  /**
   * Whether the session must have been opened with a second factor. Roles of an identity provider carry no such mark:
   * there the provider asks for it.
   * @default true
   */
  readonly requireMfa?: boolean;
  /** What a tool of another account must say, 2–1224 characters. @default - nothing */
  readonly externalId?: string;
  /** 1–12. @default 1 */
  readonly sessionHours?: number;
  /** Physical name, so that an approval can name the role before it is made. @default - Pulumi's */
  readonly roleName?: string;
}

/** A role that is made, or the ARN of one that exists; its permissions are then its owner's affair. */
export type PersonRole = RoleTrust | { readonly existingRoleArn: pulumi.Input<string> };

export interface PatchAccessArgs extends AwsPlace {
  /** What may be started and read: of PatchRunbooks, as that component gives it. */
  readonly runbooks: {
    readonly gateDocument: pulumi.Input<string>;
    readonly nodeDocument: pulumi.Input<string>;
    readonly restoreDocument: pulumi.Input<string>;
    readonly gateRoleArn: pulumi.Input<string>;
    readonly nodeRoleArn: pulumi.Input<string>;
    readonly restoreRoleArn: pulumi.Input<string>;
    readonly verdictPath: string;
  };
  /** Windows whose runs may be cancelled. @default [] */
  readonly windowIds?: readonly pulumi.Input<string>[];
  /** ARNs of the Change Calendars that an auditor reads. @default [] */
  readonly calendarArns?: readonly pulumi.Input<string>[];
  /** ARN of the vault whose recovery points an auditor lists. @default - none */
  readonly vaultArn?: pulumi.Input<string>;
  /** Starts runs outside a window and stops runs in flight. @default - nobody */
  readonly requester?: PersonRole;
  /** Answers gates that ask. Nobody who may be requester. @default - nobody */
  readonly approver?: PersonRole;
  /** Reads all of it and changes nothing. @default - nobody */
  readonly auditor?: PersonRole;
  /** ARN of the policy that bounds every role that is made. @default - none */
  readonly permissionsBoundary?: pulumi.Input<string>;
  /** @default {} */
  readonly tags?: Tags;
}

/** Who has which part, wherever it is. */
export type PeopleOfRuns = Pick<PatchAccessArgs, "requester" | "approver" | "auditor">;

export const people = ["requester", "approver", "auditor"] as const;

export function checkAccess(checks: ArgumentChecks, args: PatchAccessArgs): void {
  checkPlace(checks, args);
  if (people.every((one) => args[one] === undefined)) {
    checks.refuse("requester", "must be given, or approver, or auditor: there is no role to make");
  }
  for (const one of people) {
    const role = args[one];
    if (role !== undefined && "principals" in role) checkTrust(checks, one, role);
  }
  const both = principalsOf(args.requester).filter((arn) =>
    principalsOf(args.approver).includes(arn),
  );
  if (both.length > 0) {
    checks.refuse(
      "approver.principals",
      `must name nobody who may request, got ${show(both[0])} in both`,
    );
  }
}

function principalsOf(role: PersonRole | undefined): readonly string[] {
  return role !== undefined && "principals" in role ? role.principals : [];
}

/** A whole account (`root`) would let anybody with `sts:AssumeRole` in, requester and approver alike. */
const principal =
  /^arn:aws[a-z-]*:(iam::\d{12}:(user|role)\/[\w+=,.@/-]{1,512}|sts::\d{12}:assumed-role\/[\w+=,.@/-]{1,600})$/;

function checkTrust(checks: ArgumentChecks, at: string, trust: RoleTrust): void {
  const { principals, externalId, sessionHours = 1, roleName } = trust;
  const odd = principals.find((arn) => !principal.test(arn));
  if (principals.length === 0 || odd !== undefined) {
    const got = odd === undefined ? "none" : show(odd);
    checks.refuse(`${at}.principals`, `must be ARNs of users and roles, got ${got}`);
  }
  if (externalId !== undefined && !/^[\w+=,.@:/-]{2,1224}$/.test(externalId)) {
    checks.refuse(
      `${at}.externalId`,
      `must be 2–1224 letters, digits and +=,.@:/-, got ${show(externalId)}`,
    );
  }
  if (!(Number.isInteger(sessionHours) && sessionHours >= 1 && sessionHours <= 12)) {
    checks.refuse(`${at}.sessionHours`, `must be 1–12, got ${show(sessionHours)}`);
  }
  if (roleName !== undefined && !/^[\w+=,.@-]{1,64}$/.test(roleName)) {
    checks.refuse(
      `${at}.roleName`,
      `must be 1–64 letters, digits and +=,.@-, got ${show(roleName)}`,
    );
  }
}
