import { describe, expect, it } from "vitest";
import { planned, refused } from "../planned";

/** A group on both clouds, or on one. */
function groups(clouds: string, baselines = "[linux]"): string {
  return `groups:\n  web: { tier: gold, owner: a, baselines: ${baselines}, ${clouds}, rings: [{ name: all, window: sunday }] }`;
}
const aws = "aws: { regions: [eu-central-1] }";
const azure = "azure: { locations: [westeurope] }";
const window = (rest: string): string => `windows:\n  sunday: { ${rest} }`;

describe("what one cloud cannot run", () => {
  it.each([
    ["2h", [aws, azure]],
    ["3h", [aws, azure]],
    ["24h", [aws]],
    ["90m", [azure]],
    ["235m", [azure]],
  ])("takes a window of %s for those that have it", (duration, clouds) => {
    const plan = planned({
      windows: window(`schedule: every sunday at 04:00, duration: ${duration}`),
      groups: groups(clouds.join(", ")),
    });

    expect(plan.groups).toHaveLength(1);
  });

  it.each([
    ["90m", aws, "AWS counts windows in whole hours, 1h to 24h, got 1h 30m (used on AWS by web)"],
    ["25h", aws, "1h to 24h, got 1d 1h"],
    ["4h", azure, "Azure runs windows of 1h 30m to 3h 55m, got 4h (used on Azure by web)"],
    ["236m", azure, "got 3h 56m"],
    ["89m", azure, "got 1h 29m"],
  ])("refuses a window of %s with the cloud and the reason", (duration, cloud, message) => {
    const [fault, ...others] = refused({
      windows: window(`schedule: every sunday at 04:00, duration: ${duration}`),
      groups: groups(cloud),
    });

    expect(fault).toContain("windows.sunday.duration: ");
    expect(fault).toContain(message);
    expect(others).toEqual([]);
  });

  it("refuses a cutoff of half an hour on AWS only", () => {
    const windows = window("schedule: every sunday at 04:00, cutoff: 30m");

    expect(refused({ windows, groups: groups(aws) }).join()).toContain("0h to 23h, got 30m");
    expect(planned({ windows, groups: groups(azure) }).groups).toHaveLength(1);
  });

  it.each(["23:45", "23:59"])("refuses an Azure start at %s", (time) => {
    const windows = window(`schedule: every sunday at ${time}`);

    expect(refused({ windows, groups: groups(azure) }).join()).toContain(
      "Azure starts nothing between 23:45 and 00:00",
    );
    expect(planned({ windows, groups: groups(aws) }).groups).toHaveLength(1);
  });

  it.each(["23:44", "00:00"])("takes an Azure start at %s", (time) => {
    const windows = window(`schedule: every sunday at ${time}`);

    expect(planned({ windows, groups: groups(azure) }).groups).toHaveLength(1);
  });

  it("refuses a zone that Windows does not name, for Azure", () => {
    const windows = window("schedule: every sunday at 04:00, timezone: Antarctica/Troll");

    expect(refused({ windows, groups: groups(azure) }).join()).toContain("has no Windows name");
    expect(planned({ windows, groups: groups(aws) }).groups).toHaveLength(1);
  });

  it("proposes no zone with another clock for one that is refused", () => {
    const windows = window("schedule: every sunday at 04:00, timezone: America/Ciudad_Juarez");

    expect(refused({ windows, groups: groups(azure) }).join()).toMatch(
      /has no Windows name \(used on Azure by .*\); take America\/Denver, which shows the same time$/,
    );
  });

  it("leaves a window alone that no ring of the cloud uses", () => {
    const plan = planned({
      windows:
        `${window("schedule: every sunday at 04:00")}\n  long: { schedule: every day at 23:50, duration: 5h30m }`.replace(
          "5h30m",
          "330m",
        ),
    });

    expect(plan.aws[0]?.windows.map(({ name }) => name)).toEqual(["acme-sunday"]);
  });

  it("refuses Azure for systems that only AWS patches", () => {
    const baselines = "baselines:\n  linux: { systems: [amazon-linux-2023] }";

    expect(refused({ baselines, groups: groups(azure) }).join()).toContain(
      "Azure patches none of the group's systems (amazon-linux-2023)",
    );
  });

  it("refuses a ring that runs nowhere", () => {
    const nowhere = groups(aws).replace("window: sunday", "window: sunday, regions: []");

    expect(refused({ groups: nowhere }).join()).toContain("the ring runs nowhere");
  });

  it("refuses a cloud that the document does not name", () => {
    const clouds = 'clouds:\n  aws: { accounts: { prod: { id: "123456789012" } } }';

    expect(refused({ clouds, groups: groups(azure) }).join()).toContain(
      "the document's clouds name no azure",
    );
  });
});

describe("what baselines cannot ask for", () => {
  it("refuses a classification that no system of the baseline has", () => {
    const baselines =
      "baselines:\n  linux: { systems: [rhel-9], approve: [{ classification: [driver] }] }";

    expect(refused({ baselines }).join()).toContain(
      'none of the baseline\'s systems has "driver"; they have security, bugfix',
    );
  });

  it.each([
    ["a KB number without Windows", "systems: [rhel-9], reject: [KB5034441]"],
    ["a package without Linux", "systems: [windows-server-2022], reject: [kernel]"],
  ])("refuses %s", (_, baseline) => {
    const baselines = `baselines:\n  linux: { ${baseline} }`;

    expect(refused({ baselines }).join()).toContain("move it to the baseline it is for");
  });

  it("refuses two baselines for what SSM takes for one operating system", () => {
    const baselines =
      "baselines:\n  old: { systems: [windows-server-2019] }\n  new: { systems: [windows-server-2022] }";

    expect(refused({ baselines, groups: groups(aws, "[old, new]") }).join()).toContain(
      "are both WINDOWS to SSM, which allows one baseline a ring for it",
    );
    expect(planned({ baselines, groups: groups(azure, "[old, new]") }).groups).toHaveLength(1);
  });

  it("refuses a system in two baselines of a group", () => {
    const baselines = "baselines:\n  a: { systems: [rhel-9] }\n  b: { systems: [rhel-9] }";

    expect(refused({ baselines, groups: groups(azure, "[a, b]") }).join()).toContain(
      'rhel-9 is also in "a"',
    );
  });
});
