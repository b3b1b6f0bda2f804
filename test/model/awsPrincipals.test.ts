import { describe, expect, it } from "vitest";
import { identitiesOf } from "../../model/awsPrincipals";

const accounts = ["012345678901", "123456789012"];

describe("identitiesOf", () => {
  it("reads every spelling of a role as the same role", () => {
    const spellings = [
      "arn:aws:iam::012345678901:role/ops",
      "arn:aws-us-gov:iam::012345678901:role/teams/Ops",
      "arn:aws:sts::012345678901:assumed-role/OPS/ada",
    ];

    for (const one of spellings) {
      expect(identitiesOf(one, accounts)).toEqual(["012345678901:role/ops"]);
    }
  });

  it("finds a name in each account, and an ARN in its own", () => {
    expect(identitiesOf("role/p/ops", accounts)).toEqual([
      "012345678901:role/ops",
      "123456789012:role/ops",
    ]);
    expect(identitiesOf("ada", accounts)).toEqual(identitiesOf("user/Ada", accounts));
  });
});
