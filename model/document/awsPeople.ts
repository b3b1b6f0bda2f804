/** People who ask for patch runs on AWS, approve and audit them, and how they come to a role of their own. */
import type * as z from "zod";
import { principalArn } from "../awsPrincipals";
import { iamName } from "./awsAccess";
import { listOf, mapping, patternText, truth } from "./parsed";
import { wholeHours } from "./times";

const principal = patternText(
  new RegExp(`^(?:(?:user|role)\\/(?:[\\w+=,.@-]+\\/)*[\\w+=,.@-]{1,64}|${principalArn.source})$`),
  "user/<name> or role/<name> of the same account, or the ARN of a user, a role or a session of one",
);

const person = (what: string, example: object) =>
  mapping({
    principals: listOf(principal, "users and roles")
      .min(1, { error: () => "must name at least one user or role" })
      .optional()
      .meta({
        description:
          "Who may take the role that is made: users and roles of the same account, or ARNs of any, never a whole account; nobody when left out, which needs existing",
        examples: [["role/operations"], ["arn:aws:iam::210987654321:role/audit"]],
      }),
    mfa: truth()
      .optional()
      .meta({
        description:
          "Whether users must show a second factor; true when left out. Roles and their sessions cannot, since AWS gives them no mark of one: ask for it where the role is taken",
        default: true,
        examples: [false],
      }),
    externalId: patternText(/^[\w+=,.@:/-]{2,1224}$/, "2–1224 letters, digits and +=,.@:/-")
      .optional()
      .meta({
        description: "What a tool of another account must say; nothing when left out",
        examples: ["audit-2027"],
      }),
    session: wholeHours(1, 12)
      .optional()
      .meta({
        description: "How long a session lasts at most; 1h when left out",
        default: "1h",
        examples: ["4h"],
      }),
    name: patternText(/^[\w+=,.@-]{1,48}$/, "1–48 letters, digits and +=,.@-")
      .optional()
      .meta({
        description:
          "The role's name, which -<region> is added to: IAM's names are the account's; a new one when left out, which an approver may not with approvals",
        examples: ["patch-approver"],
      }),
    existing: iamName("a role")
      .optional()
      .meta({
        description: "A role that every account has already; a new one when left out",
        examples: ["patching/approver"],
      }),
  })
    .superRefine(({ existing, principals, ...rest }, context) => {
      const refuse = (message: string, path: string[] = []): void =>
        context.addIssue({ code: "custom", path, message });
      if (existing === undefined && principals === undefined) {
        refuse("must name principals, or an existing role");
      }
      if (existing === undefined) return;
      const beside = Object.entries({ principals, ...rest }).filter(
        ([, value]) => value !== undefined,
      );
      for (const [key] of beside)
        refuse("must be left out with existing: the role has its own", [key]);
    })
    .optional()
    .meta({ description: `${what}; nobody when left out`, examples: [example] });

export const access = mapping({
  requester: person("Who starts runs outside a window, and stops runs in flight", {
    principals: ["role/operations"],
  }),
  approver: person(
    "Who answers gates that ask, which ask this role of their region by themselves, and may not be a requester",
    {
      principals: ["role/change-board"],
      name: "patch-approver",
    },
  ),
  auditor: person("Who reads all of it and changes nothing", {
    principals: ["arn:aws:iam::210987654321:role/audit"],
    externalId: "audit-2027",
    mfa: false,
  }),
});

export type Access = z.output<typeof access>;
