/** Command documents: schema 2.0 and 2.2 have named steps, 1.2 a runtimeConfig. */
import { type Plain, recordAt, recordsOf, textOf } from "../../plainValue";
import { parametersFault, referenceFault } from "./documentParameters";

/** "Command document plugin reference". */
const plugins = [
  "aws:applications",
  "aws:cloudWatch",
  "aws:configureDocker",
  "aws:configurePackage",
  "aws:domainJoin",
  "aws:downloadContent",
  "aws:psModule",
  "aws:refreshAssociation",
  "aws:runDockerAction",
  "aws:runDocument",
  "aws:runPowerShellScript",
  "aws:runShellScript",
  "aws:softwareInventory",
  "aws:updateAgent",
  "aws:updateSsmAgent",
];

export function commandFault(body: Plain): string | undefined {
  const version = body["schemaVersion"];
  if (version !== "2.2" && version !== "2.0" && version !== "1.2") {
    return `schemaVersion of a Command document must be "2.2", "2.0" or "1.2", got ${JSON.stringify(version)}`;
  }
  const scope = {
    parameters: Object.keys(recordAt(body, "parameters")),
    variables: [],
    steps: [],
  };
  return (
    parametersFault(recordAt(body, "parameters")) ??
    (version === "1.2" ? runtimeConfigFault(body) : stepsFault(body)) ??
    referenceFault(body, scope)
  );
}

function runtimeConfigFault(body: Plain): string | undefined {
  const names = Object.keys(recordAt(body, "runtimeConfig"));
  if (names.length === 0) {
    return "runtimeConfig must name at least one plugin";
  }
  const stray = names.find((name) => !plugins.includes(name));
  return stray === undefined ? undefined : `Unknown plugin '${stray}'`;
}

function stepsFault(body: Plain): string | undefined {
  const steps = recordsOf(body["mainSteps"]);
  if (steps.length === 0) {
    return "mainSteps must hold at least one step";
  }
  const names = steps.map((step) => textOf(step["name"]) ?? "");
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    return `Step name '${twice}' is not unique in the document`;
  }
  const unnamed = names.find((name) => !/^[a-zA-Z0-9_-]{3,128}$/.test(name));
  if (unnamed !== undefined) {
    return `Step name '${unnamed}' must satisfy regular expression pattern: ^[a-zA-Z0-9_-]{3,128}$`;
  }
  const stray = steps.map((step) => String(step["action"])).find((name) => !plugins.includes(name));
  return stray === undefined ? undefined : `Unknown plugin '${stray}'`;
}
