/** Tells in tables what a deployment left standing and what of the policy no cloud keeps by itself. */
import type { Plan } from "../../model/plan";
import { counted, renderTable } from "../../model/textTable";
import type { DeployedResource, Deployment } from "./deploy";

type Deployed = Extract<Deployment, { ok: true }>;

/** One row a component type, with the number of cloud resources that its components hold. */
export function renderDeployed(deployed: Deployed): readonly string[] {
  const components = deployed.resources.filter(({ type }) => type.startsWith("patchwarden:"));
  const types = [...new Set(components.map(({ type }) => type))].sort();
  const rows = types.map((type) => {
    const [, cloud = "", name = ""] = type.split(":");
    const count = components.filter((component) => component.type === type).length;
    return [
      cloud === "index" ? "both" : cloud,
      name,
      String(count),
      String(childrenOf(type, deployed)),
    ];
  });
  return [
    ...renderTable(["cloud", "component", "count", "resources in them"], rows),
    "",
    renderChanges(deployed),
  ];
}

/** Cloud resources whose nearest component has this type; the URN spells the chain of parents. */
function childrenOf(type: string, deployed: Deployed): number {
  return deployed.resources.filter((resource) => nearestComponent(resource) === type).length;
}

function nearestComponent({ urn, type }: DeployedResource): string | undefined {
  if (type.startsWith("patchwarden:")) return undefined;
  const chain = urn.split("::")[2]?.split("$") ?? [];
  return chain.filter((link) => link.startsWith("patchwarden:")).at(-1);
}

function renderChanges({ changes, seconds }: Deployed): string {
  const changed = Object.entries(changes).filter(([operation]) => operation !== "same");
  const same = counted(changes["same"] ?? 0, "resource");
  const words = changed.map(([operation, count]) => `${count} ${operation}`).join(", ");
  return words === ""
    ? `0 changes: ${same} as they should be (${seconds.toFixed(0)} s)`
    : `changes: ${words}; ${same} unchanged (${seconds.toFixed(0)} s)`;
}

/** The findings that a cloud does not keep a field, one row a rule and message. */
export function renderNotKept(plan: Plan): readonly string[] {
  const findings = plan.findings.filter(({ rule }) => rule.endsWith("/not-kept"));
  if (findings.length === 0) return ["everything that the policy says is kept by the clouds"];
  return renderTable(
    ["rule", "where", "what"],
    findings.map(({ rule, group, ring, message }) => [
      rule,
      [group, ring].filter((part) => part !== undefined).join("."),
      message,
    ]),
  );
}
