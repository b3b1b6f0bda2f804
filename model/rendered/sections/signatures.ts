/** Where the policy is signed. */
import type { PolicySource } from "../source";
import { partyWords } from "../terms";
import { paragraph, type Section } from "../tree";

/** More lines than these no page has room for; then the groups' owners sign a list of their own. */
const mostOwners = 10;

export function signaturesSection({ policy }: PolicySource): Section {
  const { owner, approvedBy } = policy;
  const known = (party: string | undefined): string =>
    party === undefined ? "" : partyWords(policy, party);
  const owners = [...new Set(Object.values(policy.groups).map(({ owner }) => owner))];
  const tooMany = owners.length > mostOwners;
  return {
    id: "signatures",
    title: "Signatures",
    blocks: [
      paragraph(
        `Who signs has read this document and answers for its part of it.${tooMany ? ` The ${owners.length} owners of groups sign a list of their own.` : ""}`,
      ),
      {
        kind: "signatures",
        rows: [
          { role: "Owner of the policy", who: known(owner) },
          { role: "Approved by", who: known(approvedBy) },
          ...(tooMany ? [] : owners.map((who) => ({ role: "Owner of groups", who: known(who) }))),
        ],
      },
    ],
  };
}
