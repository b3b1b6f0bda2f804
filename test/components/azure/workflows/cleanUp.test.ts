import { describe, expect, it } from "vitest";
import { permissionsOf } from "../../../../components/azure/workflows/armCalls";
import { cleanUpCalls, cleanUpWorkflow } from "../../../../components/azure/workflows/cleanUp";
import { permissionsFor, subscription } from "../../../support/patchRun";
import { type Answer, type Call, runWorkflow } from "../../../support/workflow";

const group = `/subscriptions/${subscription}/resourceGroups/rg-patching/providers/Microsoft.Compute/restorePointCollections`;

interface Collection {
  readonly name: string;
  readonly keepDays?: string;
  readonly points: readonly { readonly name: string; readonly timeCreated: string }[];
}

function play(
  pages: readonly (readonly Collection[])[],
  fault?: (call: Call) => Answer | undefined,
) {
  const deleted: string[] = [];
  const collections = pages.flat();
  const answer = (call: Call): Answer => {
    const path = call.url.pathname;
    if (call.method === "DELETE") {
      deleted.push(path.split("/").at(-1) ?? "");
      return { status: 202 };
    }
    const collection = collections.find(({ name }) => path === `${group}/${name}`);
    if (collection !== undefined && call.url.searchParams.get("$expand") === "restorePoints") {
      const restorePoints = collection.points.map(({ name, timeCreated }) => ({
        id: `${path}/restorePoints/${name}`,
        properties: { timeCreated },
      }));
      return { status: 200, body: { properties: { restorePoints } } };
    }
    return path === group
      ? list(pages, Number(call.url.searchParams.get("page") ?? 0))
      : { status: 404 };
  };
  const outcome = runWorkflow({
    definition: cleanUpWorkflow(),
    parameters: { subscription, restorePointGroup: "rg-patching" },
    now: "2027-02-01T03:17:00Z",
    answer: (call) => fault?.(call) ?? answer(call),
  });
  return { outcome, deleted };
}

function list(pages: readonly (readonly Collection[])[], page: number): Answer {
  const value = (pages[page] ?? []).map(({ name, keepDays }) => ({
    id: `${group}/${name}`,
    ...(keepDays !== undefined && { tags: { "patchwarden-keep-days": keepDays } }),
  }));
  const next = `https://management.azure.com${group}?api-version=2024-11-01&page=${page + 1}`;
  return { status: 200, body: { value, ...(page + 1 < pages.length && { nextLink: next }) } };
}

const web: Collection = {
  name: "web-1",
  keepDays: "14",
  points: [
    { name: "old", timeCreated: "2027-01-18T03:16:00Z" },
    { name: "young", timeCreated: "2027-01-18T03:18:00Z" },
  ],
};
const foreign: Collection = {
  name: "backup",
  points: [{ name: "theirs", timeCreated: "2020-01-01T00:00:00Z" }],
};

describe("cleanUpWorkflow", () => {
  it("deletes the points that are older than their collection's days, and no others", () => {
    const { outcome, deleted } = play([[web, foreign]]);

    expect(deleted).toEqual(["old"]);
    expect(outcome.status).toBe("Succeeded");
  });

  it("reads every page", () => {
    const { deleted } = play([[web], [], [{ ...web, name: "web-2" }]]);

    expect(deleted).toEqual(["old", "old"]);
  });

  it("ends well where there is nothing", () => {
    expect(play([[]]).outcome.status).toBe("Succeeded");
  });

  it.each<[string, (call: Call) => boolean]>([
    ["the list", (call) => call.url.pathname === group],
    ["a collection", (call) => call.url.pathname === `${group}/web-1`],
    ["a deletion", (call) => call.method === "DELETE"],
  ])("goes on and ends as failed when %s is refused", (_, refused) => {
    const { outcome, deleted } = play([[web, { ...web, name: "web-2" }]], (call) =>
      refused(call) && !call.url.pathname.includes("web-2") ? { status: 403 } : undefined,
    );

    expect(outcome.status).toBe("Failed");
    expect(deleted).toEqual(
      outcome.calls.some((call) => call.url.pathname.includes("web-2")) ? ["old"] : [],
    );
  });

  it("calls nothing that its role does not allow, and its role allows nothing else", () => {
    const { outcome } = play([[web]]);

    expect([...new Set(outcome.calls.flatMap(permissionsFor))].sort()).toEqual(
      permissionsOf(cleanUpCalls)
        .map((permission) => permission.toLowerCase())
        .sort(),
    );
  });
});
