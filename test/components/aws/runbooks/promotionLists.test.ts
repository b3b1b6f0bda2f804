/** What a ring has installed and for how long, as one run's close tells the next ring's gate and machines. */
import { describe, expect, it } from "vitest";
import {
  bucket,
  closeGiven,
  describedBaseline,
  gateGiven,
  machine,
  nodeGiven,
  objectStore,
  run,
  type StoredObject,
  scan,
  ubuntu,
  walkRing,
  withLists,
  world,
} from "../../../support/automation/patchRun";
import { hasPython } from "../../../support/automation/python";
import type { Walk } from "../../../support/automation/walk";

const { gate, node, close } = withLists;
const record = "patchwarden/records/web.canary.json";
const lists = "patchwarden/lists/web.broad";
const ofUbuntu = `${lists}/ubuntu-24.04.yaml`;
const url = `s3://${bucket}/${ofUbuntu}`;
const day = 1440;

type Patch = Readonly<{ KBId: string; Title: string }>;
const patch = (Title: string): Patch => ({ KBId: Title.split(":")[0] ?? "", Title });
const apt = patch("apt.amd64:2.7.14build2");
const openssl = patch("openssl.amd64:3.0.13-0ubuntu3.5");

const reported = (one: Patch, State = "INSTALLED") => ({
  ...one,
  Classification: "Security",
  Severity: "",
  State,
  InstalledTime: "2026-12-06T03:10:00+00:00",
});

function closed(
  store: ReturnType<typeof objectStore>,
  patches: readonly Patch[],
  start = "2026-12-06T03:30:00Z",
  more: Parameters<typeof world>[0] = {},
): Walk {
  const answers = world({
    ...store.answers,
    "ssm:DescribeInstanceInformation": () => ({ InstanceInformationList: [ubuntu] }),
    "ssm:DescribeInstancePatches": () => ({ Patches: patches.map((one) => reported(one)) }),
    ...more,
  });
  return walkRing(close, { ...closeGiven, PatchRecord: record }, answers, { start });
}

/** The gate's world has the same run as the verdict of the ring before. */
function opened(
  store: ReturnType<typeof objectStore>,
  start: string,
  soak = 2 * day,
  more: Parameters<typeof world>[0] = {},
): Walk {
  const given = { ...gateGiven, RecordBefore: record, PatchLists: lists, SoakMinutes: soak };
  return walkRing(gate, given, world({ ...store.answers, ...more }), { start });
}

function patched(
  store: ReturnType<typeof objectStore>,
  more: Parameters<typeof world>[0] = {},
): Walk {
  const answers = world({
    ...store.answers,
    "ssm:DescribeInstanceInformation": () => ({ InstanceInformationList: [ubuntu] }),
    "ssm:DescribeInstancePatches": () => ({ Patches: [] }),
    "ssm:GetPatchBaseline": () => describedBaseline("UBUNTU"),
    ...more,
  });
  return walkRing(node, { ...nodeGiven, PatchLists: lists }, answers);
}

const sinceOf = (store: ReturnType<typeof objectStore>) =>
  JSON.parse(store.objects.get(record)?.body ?? "{}").systems["ubuntu-24.04"];
const listOf = (store: ReturnType<typeof objectStore>) => store.objects.get(ofUbuntu);
const verdictsOf = ({ calls }: Walk) =>
  calls
    .filter(({ api }) => api === "ssm:PutParameter")
    .map(({ inputs }) => JSON.parse(String(inputs["Value"])).verdict);
const overridden = ({ calls }: Walk) =>
  calls
    .filter(({ api }) => api === "command AWS-RunPatchBaseline")
    .map(({ inputs }) => inputs["Parameters"] as Record<string, readonly string[]>)
    .filter(({ Operation }) => Operation?.[0] === "Install")
    .map(({ InstallOverrideList }) => InstallOverrideList?.[0]);

describe.skipIf(!hasPython)("the record of a ring's close", () => {
  it("counts a patch from the end of the run's window that it was first seen after", () => {
    const store = objectStore();

    const walk = closed(store, [apt]);

    expect(walk.status).toBe("Success");
    // The gate let the run go on until 06:00.
    expect(sinceOf(store)).toEqual({
      [apt.Title]: { id: "apt.amd64", since: "2026-12-06T06:00:00Z" },
    });
    expect(verdictsOf(walk)).toEqual(["unhealthy", "healthy"]);
  });

  it("keeps since when a patch is there, and forgets one that is gone", () => {
    const store = objectStore();
    closed(store, [apt, openssl]);

    closed(store, [apt], "2026-12-13T03:30:00Z");

    expect(sinceOf(store)).toEqual({
      [apt.Title]: { id: "apt.amd64", since: "2026-12-06T06:00:00Z" },
    });
  });

  it("asks for what is installed and runs, and for no machine whose system knows a delay", () => {
    const linux = { ...ubuntu, PlatformName: "Amazon Linux", PlatformVersion: "2023" };
    const store = objectStore();

    const ofLinux = closed(store, [apt], undefined, {
      "ssm:DescribeInstanceInformation": () => ({ InstanceInformationList: [linux] }),
    });
    const ofUbuntuRing = closed(store, [apt]);

    const asked = (walk: Walk) =>
      walk.calls.filter(({ api }) => api === "ssm:DescribeInstancePatches");
    expect(asked(ofLinux)).toEqual([]);
    expect(asked(ofUbuntuRing).map(({ inputs }) => inputs)).toEqual([
      {
        InstanceId: machine,
        Filters: [{ Key: "State", Values: ["Installed"] }],
        MaxResults: 50,
      },
    ]);
  });

  it("leaves the ring unhealthy when it cannot be written", () => {
    const walk = closed(objectStore(), [apt], undefined, { "s3:PutObject": () => undefined });

    expect(walk.status).toBe("Failed");
    expect(verdictsOf(walk)).toEqual(["unhealthy"]);
  });
});

describe.skipIf(!hasPython)("the lists of a ring's gate", () => {
  it("name what the ring before has had for the soak, to the minute", () => {
    const store = objectStore();
    closed(store, [apt]);
    const early = opened(store, "2026-12-08T05:59:00Z");
    const none = listOf(store);

    const late = opened(store, "2026-12-08T06:00:00Z");

    expect([early.status, late.status]).toEqual(["Success", "Success"]);
    expect(none).toEqual({ body: "patches: []\n", metadata: { run, patches: "0" } });
    expect(listOf(store)).toEqual({
      body: `patches:\n  - id: 'apt.amd64'\n    title: '${apt.Title}'\n`,
      metadata: { run, patches: "1" },
    });
  });

  it.each<[string, Readonly<Record<string, StoredObject>>]>([
    ["there is no record", {}],
    ["the record is of another run", { [record]: { body: '{"run":"other","systems":{}}' } }],
    ["the record is no JSON", { [record]: { body: "oops" } }],
  ])("are not made, and the run is refused, when %s", (_case, objects) => {
    const walk = opened(objectStore(objects), "2026-12-08T06:00:00Z");

    expect(walk.visited).toContain("Refuse");
    expect(verdictsOf(walk)).toEqual(["shut"]);
  });

  it("name nothing that would stand for more than was seen", () => {
    const store = objectStore();
    closed(store, [apt, patch("lib*.amd64:*"), patch("it's.amd64:1")]);

    opened(store, "2026-12-09T05:00:00Z");

    expect(listOf(store)?.metadata).toEqual({ run, patches: "1" });
  });

  it("are not asked for by a ring without them", () => {
    const walk = walkRing(gate, gateGiven, world());

    expect(walk.visited).not.toContain("SelectPatches");
  });
});

describe.skipIf(!hasPython)("a machine of a ring with lists", () => {
  const listed = () =>
    objectStore({
      [ofUbuntu]: {
        body: `patches:\n  - id: 'apt.amd64'\n    title: '${apt.Title}'\n`,
        metadata: { run, patches: "1" },
      },
    });

  it("installs from the list of its system", () => {
    const walk = patched(listed());

    expect(walk.status).toBe("Success");
    expect(overridden(walk)).toEqual([url]);
  });

  it("may lack what is on no list, and not what is on it", () => {
    const missing = (one: Patch) => ({
      "ssm:DescribeInstancePatches": () => ({ Patches: [reported(one, "MISSING")] }),
    });

    const [young, rested] = [openssl, apt].map((one) => patched(listed(), missing(one)));

    expect(young?.status).toBe("Success");
    expect(rested?.status).toBe("Failed");
    expect(rested?.visited).toContain("NothingOfListMissing");
  });

  it("installs what its baseline approves when its system knows a delay", () => {
    const linux = { ...ubuntu, PlatformName: "Amazon Linux", PlatformVersion: "2023" };

    const walk = patched(listed(), {
      "ssm:GetPatchBaseline": () => describedBaseline("AMAZON_LINUX_2023"),
      "ssm:DescribeInstanceInformation": () => ({ InstanceInformationList: [linux] }),
    });

    expect(walk.status).toBe("Success");
    expect(overridden(walk)).toEqual([undefined]);
  });

  it.each<[string, Readonly<Record<string, StoredObject>>]>([
    ["missing", {}],
    ["of another run", { [ofUbuntu]: { body: "patches:", metadata: { run: "x", patches: "1" } } }],
    ["empty", { [ofUbuntu]: { body: "patches: []\n", metadata: { run, patches: "0" } } }],
    ["somebody else's", { [ofUbuntu]: { body: "patches:" } }],
    ["of a longer name", { [`${ofUbuntu}.old`]: { body: "", metadata: { run, patches: "1" } } }],
  ])("is left alone, and has failed, when its list is %s", (_case, objects) => {
    const walk = patched(objectStore(objects));

    expect(walk.status).toBe("Failed");
    expect(walk.calls.filter(({ api }) => api.startsWith("command"))).toEqual([]);
  });

  it("is waited for by its own ring's close by its run, not by its scan's count", () => {
    const missing = () => ({ InstancePatchStates: [scan(machine, { MissingCount: 1 })] });
    const answers = world({
      "ssm:DescribeInstanceInformation": () => ({ InstanceInformationList: [ubuntu] }),
      "ssm:DescribeInstancePatchStatesForPatchGroup": missing,
    });

    const [plain, ofLists] = [closeGiven, { ...closeGiven, PatchLists: lists }].map((given) =>
      walkRing(close, given, answers),
    );

    expect(plain?.status).toBe("Failed");
    expect(ofLists?.status).toBe("Success");
  });
});
