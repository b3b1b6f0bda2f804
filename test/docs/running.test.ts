/** What the page about running by hand tells people to pass is what the runbooks take, and all that they need. */
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { gate, node, restore } from "../support/automation/patchRun";
import { parametersOf, readRunbook } from "../support/automation/rendered";

const page = readFileSync(path.resolve(__dirname, "../../docs/components/aws/running.md"), "utf8");

/** The parameters of the command that starts a runbook, with what stands for names of one's own filled in. */
function passed(document: string): Readonly<Record<string, string>> {
  const command = new RegExp(`--document-name <${document}> --parameters[^"]*"([^"]+)"`).exec(page);
  const text = (command?.[1] ?? "")
    .replaceAll("$run", "11111111-2222-4333-8444-555555555555")
    .replaceAll("<path>", "/patchwarden/project/stack/web")
    .replaceAll("<calendar>", "freezes")
    .replaceAll("<arn>", "arn:aws:ec2:eu-central-1::image/ami-0123456789abcdef0");
  return Object.fromEntries(text.split(",").map((pair) => pair.split("=") as [string, string]));
}

/** The command line writes all values as texts. */
function typed(content: string, given: Readonly<Record<string, string>>) {
  const { parameters } = readRunbook(content);
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const type = parameters[name]?.type;
      return [name, type === "Integer" ? Number(value) : type === "StringList" ? [value] : value];
    }),
  );
}

describe("the page about running and stopping", () => {
  it.each([
    ["gate", gate],
    ["node", node],
    ["restore", restore],
  ])("starts the %s with parameters that it takes, and with all that it needs", (name, content) => {
    const given = typed(content, passed(name));

    expect(Object.keys(given).length).toBeGreaterThan(1);
    expect(() => parametersOf(readRunbook(content), given)).not.toThrow();
  });

  it.each([
    ["gate", gate],
    ["node", node],
    ["restore", restore],
  ])("passes all that the %s takes: nothing may be left out", (name, content) => {
    expect(Object.keys(passed(name)).sort()).toEqual(
      Object.keys(readRunbook(content).parameters).sort(),
    );
  });
});
