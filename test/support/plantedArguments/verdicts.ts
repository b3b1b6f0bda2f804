/** Wrong arguments of the role with which gates of other accounts read verdicts. */
import { VerdictReader, type VerdictReaderArgs } from "../../../components/aws";
import { planted } from "./plantedArgument";

const reader = {
  accountId: "012345678901",
  region: "eu-central-1",
  verdictArns: ["arn:aws:ssm:eu-central-1:012345678901:parameter/web/web.canary/close"],
  readerAccountIds: ["210987654321"],
  gateRoles: ["web-gate-*"],
  externalId: "acme/dev",
};
const gateVerdict = "arn:aws:ssm:eu-central-1:012345678901:parameter/web/web.canary/gate";
const chineseVerdict = "arn:aws-cn:ssm:cn-north-1:012345678901:parameter/web/web.canary/close";
const longNames = Array.from({ length: 8 }, (_, index) => `${index}-gate-`.padEnd(128, "n"));
const manyAccounts = Array.from({ length: 40 }, (_, index) => `${210987654321 + index}`);

export const verdictFaults = planted(
  "VerdictReader",
  (args) => new VerdictReader("web", { ...reader, ...args } as unknown as VerdictReaderArgs),
  [
    [
      "what a gate writes",
      { verdictArns: [gateVerdict] },
      `verdictArns must be verdicts of closes in account 012345678901, got "${gateVerdict}"`,
    ],
    [
      "its own account",
      { readerAccountIds: ["012345678901"] },
      'readerAccountIds must be other accounts, twelve digits, got "012345678901"',
    ],
    [
      "an account twice",
      { readerAccountIds: ["210987654321", "210987654321"] },
      'readerAccountIds must name each account once, got "210987654321" twice',
    ],
    [
      "an account that is no text",
      { readerAccountIds: [null] },
      "readerAccountIds must be a list of texts, got [null]",
    ],
    [
      "a pattern that any role with a word in its name has",
      { gateRoles: ["*gate*"] },
      'gateRoles must name gates\' roles, such as web-gate-*, got "*gate*"',
    ],
    [
      "verdicts of another partition",
      { verdictArns: [chineseVerdict] },
      `verdictArns must be verdicts of closes in account 012345678901, got "${chineseVerdict}"`,
    ],
    [
      "every role of an account, with a path or without",
      { gateRoles: ["*/*"] },
      'gateRoles must name gates\' roles, such as web-gate-*, got "*/*"',
    ],
    [
      "more names than a trust policy holds",
      { readerAccountIds: manyAccounts, gateRoles: longNames },
      "gateRoles must come to a trust policy of at most 2048 characters, with readerAccountIds and externalId, got 2741; name fewer or shorter patterns",
    ],
    [
      "every role of an account",
      { gateRoles: ["*"] },
      'gateRoles must name gates\' roles, such as web-gate-*, got "*"',
    ],
    [
      "an external id that STS does not take",
      { externalId: "a b" },
      'externalId must be 2–1224 letters, digits and +=,.@:/-, got "a b"',
    ],
    [
      "a boundary by its name",
      { permissionsBoundary: "boundary" },
      'permissionsBoundary must be a policy\'s ARN such as arn:aws:iam::012345678901:policy/boundary, got "boundary"',
    ],
  ],
);
