/** The page of who keeps what on which system, made from the table so that it cannot say anything else. */
import { type Kept, type KeptField, kept, keptFields } from "../kept";
import type { Cloud } from "../plan";
import { type SystemFacts, type SystemId, systemFacts, systemIds } from "../systems";

const opening = `# Who keeps what

Generated from the model itself; \`npx vitest run test/model/kept -u\` writes it anew.

For every field of the document, on each cloud and system: **natively** by the cloud, **by workflow** (our runbook or
Logic App), or **not kept**. What a document writes and a cloud does not keep is a finding of \`patchwarden check\`, and the
proof does not count it.
`;

const how: Readonly<Record<Kept["how"], string>> = {
  natively: "natively",
  byWorkflow: "by workflow",
  notKept: "**not kept**",
};

const clouds = [
  ["aws", "AWS Systems Manager"],
  ["azure", "Azure Update Manager"],
] as const;

/** The whole page, Markdown. */
export function renderKeptPage(): string {
  const tables = clouds.map(([cloud, title]) => `## ${title}\n\n${cloudTables(cloud)}`);
  return `${opening}\n${tables.join("\n")}\n${systemTable()}`;
}

function cloudTables(cloud: Cloud): string {
  const bunches = alikeOn(cloud);
  const names = bunches.map((_, index) => letter(index));
  const legend = bunches
    .map((systems, index) => `- ${letter(index)}: ${namesOf(systems)}`)
    .join("\n");
  const rows = keptFields.map((field) => {
    const cells = bunches.map(([system]) =>
      system === undefined ? "" : how[kept(field, cloud, system).how],
    );
    return `| \`${field}\` | ${cells.join(" | ")} | ${reasons(field, cloud, bunches)} |`;
  });
  const header = `| field | ${names.join(" | ")} | by what, or why not |\n|${"---|".repeat(names.length + 2)}`;
  return `${legend}\n\n${header}\n${rows.join("\n")}\n`;
}

/** Systems that are alike in every field, in order of their first. */
function alikeOn(cloud: Cloud): readonly (readonly SystemId[])[] {
  const bunches = new Map<string, SystemId[]>();
  for (const system of systemIds.filter((id) => systemFacts(id).clouds[cloud])) {
    const key = JSON.stringify(keptFields.map((field) => kept(field, cloud, system)));
    bunches.set(key, [...(bunches.get(key) ?? []), system]);
  }
  return [...bunches.values()];
}

/** One reason where all have the same, else each with the letters of those that have it. */
function reasons(
  field: KeptField,
  cloud: Cloud,
  bunches: readonly (readonly SystemId[])[],
): string {
  const letters = new Map<string, string[]>();
  for (const [index, [system]] of bunches.entries()) {
    const why = system === undefined ? "" : kept(field, cloud, system).why;
    letters.set(why, [...(letters.get(why) ?? []), letter(index)]);
  }
  const told = [...letters].map(([why, which]) =>
    letters.size === 1 ? why : `${which.join(", ")}: ${why}`,
  );
  return told.join("; ");
}

function letter(index: number): string {
  return String.fromCharCode("A".charCodeAt(0) + index);
}

/** `Ubuntu 22.04, 24.04; Debian 12` */
function namesOf(systems: readonly SystemId[]): string {
  const versions = new Map<string, string[]>();
  for (const system of systems) {
    const [, name = "", version = ""] = /^(.*?) (\d.*)$/.exec(systemFacts(system).title) ?? [];
    versions.set(name, [...(versions.get(name) ?? []), version]);
  }
  return [...versions].map(([name, listed]) => `${name} ${listed.join(", ")}`).join("; ");
}

const supportWords: Readonly<Record<SystemFacts["support"]["aws"], string>> = {
  listed: "yes",
  former: "formerly",
  derived: "not listed",
  no: "no",
};

function systemTable(): string {
  const rows = systemIds.map((id) => {
    const { support, ssmOperatingSystem, ssmProducts } = systemFacts(id);
    const products = ssmProducts.join(", ").replace("*", "\\*");
    return `| \`${id}\` | ${supportWords[support.aws]} | ${supportWords[support.azure]} | \`${ssmOperatingSystem}\` | ${products} |`;
  });
  const families = new Map(systemIds.map((id) => [systemFacts(id).ssmOperatingSystem, id]));
  const keys = [...families].map(([operatingSystem, id]) => keyRow(operatingSystem, id));
  return `## Systems

\`yes\`: the vendor's page of supported systems lists it; \`formerly\`: listed once, no longer tested; \`not listed\`: taken
for what its relatives are, a note of \`check\`; \`no\`: a group does not patch it there.

| system | AWS | Azure | SSM operating system | SSM products |
|---|---|---|---|---|
${rows.join("\n")}

## Filters that SSM has

| SSM operating system | keys | classifications | severities or priorities |
|---|---|---|---|
${keys.join("\n")}
`;
}

function keyRow(operatingSystem: string, id: SystemId): string {
  const facts = systemFacts(id);
  const words = [...Object.entries(facts.ssmSeverities), ...Object.entries(facts.ssmPriorities)];
  const classifications = Object.entries(facts.ssmClassifications).map(pair);
  return `| \`${operatingSystem}\` | ${facts.ssmFilterKeys.join(", ")} | ${orNone(classifications, facts)} | ${words.length === 0 ? "none" : words.map(pair).join(", ")} |`;
}

function pair([ours, theirs]: readonly [string, string]): string {
  return ours === theirs.toLowerCase() ? ours : `${ours} = ${theirs}`;
}

function orNone(words: readonly string[], { selection }: SystemFacts): string {
  if (selection === "notices") {
    return words.join(", ");
  }
  return selection === "repositories"
    ? "security repository, or all (bugfix)"
    : "none that finds anything: all updates are approved";
}
