/** The controls that rules name as their reason: a standard, the control's id in it, and its title. */
import type { PolicyComplianceFramework } from "@pulumi/policy";

export interface Control {
  readonly standard: string;
  readonly version: string;
  readonly id: string;
  readonly title: string;
}

/** At least one, the nearest first: the engine shows one framework of a policy. */
export type Controls = readonly [Control, ...Control[]];

function standard<Id extends string>(
  name: string,
  version: string,
  titles: Readonly<Record<Id, string>>,
): (id: Id) => Control {
  return (id) => ({ standard: name, version, id, title: titles[id] });
}

/** NIST's guide to enterprise patch management planning. */
export const nist80040 = standard("NIST SP 800-40", "Rev. 4", {
  "§3.1": "Reduce Patching-Related Disruptions",
  "§3.2": "Inventory Your Software and Assets",
  "§3.3": "Define Risk Response Scenarios",
  "§3.4": "Assign Each Asset to a Maintenance Group",
  "§3.5": "Define Maintenance Plans for Each Maintenance Group",
  "§3.6": "Choose Actionable Enterprise-Level Patching Metrics",
  "§3.7": "Consider Software Maintenance in Procurement",
});

export const nist80053 = standard("NIST SP 800-53", "Rev. 5", {
  "AC-6": "Least Privilege",
  "CM-3": "Configuration Change Control",
  "CM-8": "System Component Inventory",
  "CP-9": "System Backup",
  "CP-10": "System Recovery and Reconstitution",
  "RA-5": "Vulnerability Monitoring and Scanning",
  "SA-22": "Unsupported System Components",
  "SI-2": "Flaw Remediation",
  "SI-2(2)": "Automated Flaw Remediation Status",
  "SI-2(5)": "Automatic Software and Firmware Updates",
});

export const pciDss = standard("PCI DSS", "4.0.1", {
  "6.3.3": "Security patches are installed within their time frames",
  "6.5.1": "Changes are managed by a procedure",
  "11.3.1": "Internal vulnerability scans",
  "12.3.4": "Hardware and software technologies are reviewed every twelve months",
});

export const cisControls = standard("CIS Controls", "8.1", {
  "1.1": "Establish and Maintain Detailed Enterprise Asset Inventory",
  "2.2": "Ensure Authorized Software is Currently Supported",
  "7.3": "Perform Automated Operating System Patch Management",
  "7.4": "Perform Automated Application Patch Management",
  "7.5": "Perform Automated Vulnerability Scans of Internal Enterprise Assets",
  "11.2": "Perform Automated Backups",
});

export const essentialEight = standard("Essential Eight", "November 2023", {
  "patch applications": "Patch applications",
  "patch operating systems": "Patch operating systems",
  "regular backups": "Regular backups",
});

/** Microsoft's cloud security benchmark. */
export const cloudBenchmark = standard("Microsoft cloud security benchmark", "v1", {
  "BR-1": "Ensure regular automated backups",
  "BR-2": "Protect backup and recovery data",
  "PV-5": "Perform vulnerability assessments",
  "PV-6": "Rapidly and automatically remediate vulnerabilities",
});

/** A control of AWS's Foundational Security Best Practices, by its id in Security Hub. */
export function securityHub(id: `${string}.${number}`, title: string): Control {
  return { standard: "AWS Foundational Security Best Practices", version: "v1.0.0", id, title };
}

/** The one framework that the engine shows with a policy. */
export function frameworkOf([
  { standard: name, version, id, title },
]: Controls): PolicyComplianceFramework {
  return { name, version, reference: id, specification: title };
}

/** `PCI DSS 4.0.1 6.3.3` */
export function controlText({ standard: name, version, id }: Control): string {
  return `${name} ${version} ${id}`;
}
