import { readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { orphanAssignmentsQuery } from "../../../components/azure";
import { configurationId, machineId, subscription } from "../../support/patchRun";
import { askResourceGraph, type Row } from "../../support/resourceGraph";

const arcId = (name: string) =>
  `/subscriptions/${subscription}/resourceGroups/rg-edge/providers/Microsoft.HybridCompute/machines/${name}`;
const type = "Microsoft.Maintenance/configurationAssignments";
const assignment = (on: string, change: Row = {}): Row => ({
  id: `${on}/providers/Microsoft.Maintenance/configurationAssignments/by-hand`,
  type,
  properties: { maintenanceConfigurationId: configurationId },
  ...change,
});
const machine = (id: string): Row => ({ id, type: /providers\/(\w+\.\w+\/\w+)\//.exec(id)?.[1] });

function orphans(maintenanceresources: readonly Row[], resources: readonly Row[]): unknown[] {
  return askResourceGraph(orphanAssignmentsQuery, { maintenanceresources, resources }).map(
    (row) => row["machine"],
  );
}

describe("the query of assignments that stayed behind", () => {
  it("names what machines that are gone have left, and of which schedule", () => {
    const left = assignment(machineId("ledger"));

    const rows = askResourceGraph(orphanAssignmentsQuery, {
      maintenanceresources: [left, assignment(machineId("web"))],
      resources: [machine(machineId("web"))],
    });

    expect(rows).toEqual([
      {
        id: left["id"],
        machine: machineId("ledger").toLowerCase(),
        configuration: configurationId.toLowerCase(),
      },
    ]);
  });

  it("knows machines of Arc", () => {
    const found = orphans(
      [assignment(arcId("till-1")), assignment(arcId("till-2"))],
      [machine(arcId("till-2"))],
    );

    expect(found).toEqual([arcId("till-1").toLowerCase()]);
  });

  it("minds no case of ids and types", () => {
    const shouted = assignment(machineId("ledger").toUpperCase(), { type: type.toUpperCase() });

    expect(orphans([shouted], [machine(machineId("ledger").toLowerCase())])).toEqual([]);
  });

  it("takes a machine of another group for another one: a move leaves its assignment behind", () => {
    const moved = machineId("ledger").replace(/resourceGroups\/[^/]+/, "resourceGroups/rg-moved");

    expect(orphans([assignment(machineId("ledger"))], [machine(moved)])).toHaveLength(1);
  });

  it("leaves scopes, scale sets and other resources of maintenance alone", () => {
    const set = machineId("web").replace("virtualMachines", "virtualMachineScaleSets");
    const others = [
      assignment(`/subscriptions/${subscription}`),
      assignment(set),
      assignment(machineId("ledger"), { type: "microsoft.maintenance/applyupdates" }),
    ];

    expect(orphans(others, [])).toEqual([]);
  });

  it("stands as it is on the page of what Update Manager lacks", () => {
    const page = readFileSync(
      path.resolve(__dirname, "../../../docs/components/azure/lacks.md"),
      "utf8",
    );

    expect(page).toContain(orphanAssignmentsQuery);
  });
});
