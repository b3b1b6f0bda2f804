/** The Linux script is run as it is rendered, with tools of the test in place of the system's own. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prestageDocument } from "../../../../components/aws/runbooks/prestage";
import { commandFault } from "../../../../sandbox/aws/ssm/commandContent";

interface Step {
  readonly name: string;
  readonly precondition: { readonly StringEquals: readonly string[] };
  readonly inputs: { readonly runCommand: readonly string[] };
}

const document = JSON.parse(prestageDocument()) as { readonly mainSteps: readonly Step[] };
const roomy = 'printf "head\\nroot 9000 1000 5000 20%%\\n"';
const full = 'printf "head\\nroot 9000 8000 1000 90%%\\n"';

/** What a tool of the machine does, by its name; the machine's own package managers are not seen. */
type Tools = Readonly<Record<string, string>>;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "prestage-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function pathOf(tools: Tools): string {
  const own = mkdtempSync(path.join(folder, "path-"));
  for (const tool of ["awk", "grep"]) {
    const found = spawnSync("sh", ["-c", `command -v ${tool}`], { encoding: "utf8" }).stdout.trim();
    symlinkSync(found, path.join(own, tool));
  }
  for (const [tool, body] of Object.entries(tools)) {
    writeFileSync(path.join(own, tool), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  }
  return own;
}

function onLinux(tools: Tools, download = "no") {
  const linux = document.mainSteps.find(({ name }) => name === "linux");
  const script = (linux?.inputs.runCommand ?? [])
    .join("\n")
    .replaceAll("{{ freeMegabytes }}", "1024")
    .replaceAll("{{ download }}", download);
  return spawnSync("/bin/sh", ["-c", script], { encoding: "utf8", env: { PATH: pathOf(tools) } });
}

const saying = (tool: string) => `echo "${tool} $*"`;

describe("the prestage document", () => {
  it("is one that Systems Manager takes, with a step for each platform", () => {
    expect(commandFault(JSON.parse(prestageDocument()))).toBeUndefined();
    expect(document.mainSteps.map(({ precondition }) => precondition.StringEquals)).toEqual([
      ["platformType", "Linux"],
      ["platformType", "MacOS"],
      ["platformType", "Windows"],
    ]);
  });

  it.each([
    ["dnf", "dnf -q makecache", "dnf -y -q upgrade --downloadonly"],
    ["yum", "yum -q makecache", "yum -y -q update --downloadonly"],
    [
      "zypper",
      "zypper --non-interactive refresh",
      "zypper --non-interactive update --download-only",
    ],
    ["apt-get", "", "apt-get -y -q --download-only upgrade"],
  ])(
    "asks the repositories of %s, and fetches packages where that is asked for",
    (tool, asks, fetches) => {
      const tools = { df: roomy, [tool]: saying(tool) };

      const plain = onLinux(tools);
      const fetching = onLinux(tools, "yes");

      expect(plain).toMatchObject({ status: 0, stderr: "" });
      expect(plain.stdout).toContain(asks);
      expect(plain.stdout).toContain("download: not asked for");
      expect(fetching.stdout).toContain(fetches);
    },
  );

  it("fails where the disk is full", () => {
    const { status, stderr } = onLinux({ df: full, dnf: saying("dnf") });

    expect(status).toBe(1);
    expect(stderr).toContain("/ has 1000 MB left, 1024 are needed");
  });

  it("fails where a repository does not answer", () => {
    expect(onLinux({ df: roomy, dnf: "exit 1" }).status).toBe(1);
    expect(
      onLinux({ df: roomy, "apt-get": 'echo "W: Failed to fetch http://mirror"' }).status,
    ).toBe(1);
  });

  it("fails where it knows no package manager", () => {
    const { status, stderr } = onLinux({ df: roomy });

    expect(status).toBe(1);
    expect(stderr).toContain("no package manager is known here");
  });

  it("says that downloading is not applicable where the system does not fetch beforehand", () => {
    for (const { name, inputs } of document.mainSteps.slice(1)) {
      expect(inputs.runCommand.join("\n"), name).toContain("download: not applicable");
    }
  });
});
