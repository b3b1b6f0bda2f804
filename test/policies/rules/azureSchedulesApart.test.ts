import { describe, expect, it } from "vitest";
import { schedulesApart } from "../../../policies/rules/azure/maintenance/schedulesApart";
import { type TestResource, unknown, urnOf } from "../../../policies/testing";
import { judge, world } from "../world";
import { describeRule } from "./cases";

const types = "azure-native:maintenance";
/** The document patches web.canary every Sunday from 04:00 to 07:00 in Berlin. */
function configuration(name: string, props: object = {}): TestResource {
  return {
    type: `${types}:MaintenanceConfiguration`,
    name,
    props: {
      name,
      maintenanceScope: "InGuestPatch",
      startDateTime: "2026-12-01 05:00",
      duration: "02:00",
      timeZone: "W. Europe Standard Time",
      recurEvery: "Week Sunday",
      ...props,
    },
  };
}
function scope(of: TestResource, filter: object = {}, name = "scope"): TestResource {
  return {
    type: `${types}:ConfigurationAssignmentsForSubscription`,
    name,
    props: {
      maintenanceConfigurationId: unknown,
      filter: { tagSettings: { tags: { PatchGroup: ["web.canary"] } }, ...filter },
    },
    sources: { maintenanceConfigurationId: [urnOf(of)] },
  };
}
function assignment(of: TestResource, resourceName = "ledger", name = "static"): TestResource {
  return {
    type: `${types}:ConfigurationAssignment`,
    name,
    props: { resourceGroupName: "rg-web", resourceName, maintenanceConfigurationId: unknown },
    sources: { maintenanceConfigurationId: [urnOf(of)] },
  };
}
function machine(PatchGroup: unknown): TestResource {
  return {
    type: "azure-native:compute:VirtualMachine",
    name: "vm",
    props: { vmName: "Ledger", tags: { PatchGroup } },
  };
}
const team = configuration("team");
/** As the programme declares it: before it is made nobody knows its name. */
const programmes: TestResource = {
  ...team,
  urn: `urn:pulumi:dev::app::patchwarden:index:PatchingProgramme$patchwarden:azure:MaintenanceConfiguration$${team.type}::web`,
};
const late = configuration("late", { startDateTime: "2026-12-01 07:00" });
const at = (props: object) => configuration("team", props);
const refusal = (who: string, when: string, of = "scope", beside = "web-canary") =>
  `${who} in two schedules that run at once, first on ${when} UTC: the schedule of ${of} is team beside ${beside}, allowed one schedule at a time for a machine; move the runs of one of them, or take the machines out of it`;
const canary = "machines of web.canary are";

describeRule(schedulesApart, {
  compliant: {
    "a schedule that begins when ours ends": [late, scope(late)],
    "a schedule that is over": [at({ expirationDateTime: "2026-12-05 00:00" }), scope(team)],
    "a scope of another place": [team, scope(team, { locations: ["northeurope"] })],
    "a scope of another group": [
      team,
      scope(team, { tagSettings: { tags: { PatchGroup: ["db.all"] } } }),
    ],
    "a machine of another group": [team, assignment(team), machine("db.all")],
    "a machine whose tag nobody shows": [team, assignment(team)],
    "what the programme makes, whose name a preview does not know": [programmes, scope(programmes)],
    "the document's own schedule": [
      configuration("web-canary"),
      scope(configuration("web-canary")),
    ],
    "a schedule of hosts": [at({ maintenanceScope: "Host" }), scope(team)],
    "every second Sunday, from one on that ours leaves out": [
      at({ startDateTime: "2026-12-06 07:00", recurEvery: "2Weeks Sunday" }),
      scope(team),
    ],
    "two schedules of two machines": [
      team,
      assignment(team, "ledger", "one"),
      assignment(team, "till", "two"),
    ],
  },
  violating: {
    "a scope whose runs begin within ours": [
      [team, scope(team)],
      refusal(canary, "2026-12-06 04:00"),
    ],
    "a machine with the tag": [
      [team, assignment(team), machine("web.canary")],
      refusal(canary, "2026-12-06 04:00", "static"),
    ],
    "a daily one in another zone": [
      [at({ timeZone: "UTC", recurEvery: "Day", startDateTime: "2026-12-01 04:30" }), scope(team)],
      refusal(canary, "2026-12-06 04:30"),
    ],
    "a monthly one, where the clocks are put forward first": [
      [
        at({ recurEvery: "Month Last Sunday", startDateTime: "2027-03-01 05:00" }),
        scope(team, { locations: ["WestEurope"] }),
      ],
      refusal(canary, "2027-03-28 03:00"),
    ],
    "days of the month of every third": [
      [at({ recurEvery: "3Months day6,day7", startDateTime: "2026-12-06 05:00" }), scope(team)],
      refusal(canary, "2026-12-06 04:00"),
    ],
    "one machine in two of a team's": [
      [
        late,
        at({ startDateTime: "2026-12-01 08:30" }),
        assignment(late, "ledger", "one"),
        assignment(team),
      ],
      refusal("a machine is", "2026-12-06 07:30", "static", "late"),
    ],
  },
  unknown: {
    "a start that is not known": [[at({ startDateTime: unknown }), scope(team)], "startDateTime"],
  },
});

describe("a team's schedule", () => {
  it("is judged by the id's name where nothing says which resource it comes from", async () => {
    const named = {
      ...scope(team),
      props: {
        ...scope(team).props,
        maintenanceConfigurationId:
          "/subscriptions/1/resourceGroups/RG/providers/Microsoft.Maintenance/maintenanceConfigurations/TEAM",
      },
      sources: {},
    };

    expect((await judge(schedulesApart, [team, named], world())).broken).toHaveLength(1);
  });
});
