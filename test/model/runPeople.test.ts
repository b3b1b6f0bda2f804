import { describe, expect, it } from "vitest";
import type { PeopleInPlace } from "../../model/runPeople";
import { peopleFaults } from "../../model/runPeopleFaults";

const accountId = "012345678901";
const arn = (name: string, account = accountId) => `arn:aws:iam::${account}:role/${name}`;
const found = (...places: readonly Omit<PeopleInPlace, "accountId">[]) =>
  peopleFaults(places.map((place) => ({ accountId, ...place }))).map(
    ({ part, key, message }) => `${part}.${key} ${message}`,
  );
const board = { principals: ["role/board"], made: "appr" };
const ops = { principals: ["role/ops"], made: "req" };

describe("people of runs", () => {
  it.each<[string, Omit<PeopleInPlace, "accountId">]>([
    ["who asks and who answers are others", { requester: ops, approver: board, approvers: [] }],
    [
      "one person answers by a role and by name, and one yes is enough",
      { requester: ops, approver: board, approvers: ["role/board"], minimum: 1 },
    ],
    [
      "the approver's role is named as it is asked anyway",
      { approver: { existing: "p/board" }, approvers: ["role/p/board", arn("p/board")] },
    ],
    [
      "a namesake of another account asks",
      { requester: { principals: [arn("board", "999999999999")] }, approver: board },
    ],
    [
      "a user and a role have one name",
      { requester: { principals: ["user/board"] }, approver: board },
    ],
    [
      "a role begins like one that is made",
      {
        requester: { principals: ["role/ops"], madeFrom: "web-requester" },
        approver: { principals: ["role/web-requester", "role/web-requester-operations"] },
      },
    ],
    ["two yeses come from two people", { approver: board, approvers: ["ada"], minimum: 2 }],
    ["who audits also asks", { requester: ops, auditor: { principals: ["role/ops"] } }],
    ["nobody is asked, and nobody named", { requester: ops }],
  ])("are taken when %s", (_case, place) => {
    expect(found(place)).toEqual([]);
  });

  it("do not ask in one place and answer in another", () => {
    const may = "must name nobody who may request, and role/ops may; who asks does not approve";

    expect(found({ requester: ops }, { approvers: ["role/ops"] })).toEqual([
      `approvals.approvers ${may}`,
    ]);
    expect(
      found(
        { requester: { principals: ["role/appr-2"], made: "req-1" } },
        { approver: { principals: ["role/board"], made: "appr-2" } },
      ),
    ).toEqual([
      "requester.principals must name nobody who may answer, and role/appr-2 is the approver's role; who asks does not approve",
    ]);
  });

  it("are followed through roles that name one another, round and round", () => {
    const circle = {
      requester: { principals: ["role/aud"], made: "req" },
      auditor: { principals: ["role/req", "role/ops"], made: "aud" },
      approver: { principals: ["role/ops"], made: "appr" },
    };

    expect(found(circle)).toEqual([
      "approver.principals must name nobody who may request, and role/ops may; who asks does not approve",
    ]);
  });

  it("answer once, also by the approver's roles of two regions", () => {
    const here = { ...board, made: "appr-1" };
    const there = { approver: { ...board, made: "appr-2" } };

    expect(found({ approver: here, approvers: ["role/appr-2"], minimum: 2 }, there)).toEqual([
      "approvals.minimum must be 1 while one person may answer twice: as role/appr-2 and as role/appr-1",
    ]);
  });

  it("are told of each property once, however many places it is wrong in", () => {
    const wrong = { approver: { principals: ["role/ops", "role/OPS"] } };

    expect(found({ requester: ops, ...wrong }, wrong)).toHaveLength(1);
  });
});
