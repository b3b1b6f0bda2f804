/** Shared responsibility: who patches which layer of which kind of service. */
import { serviceLayers } from "../../responsibility/matrix";
import type { PolicySource } from "../source";
import { partyWords } from "../terms";
import { name, names, paragraph, type Section, type Text, table } from "../tree";

const serviceWords = { iaas: "IaaS", paas: "PaaS", saas: "SaaS" } as const;

export function responsibilitiesPart({ policy }: PolicySource): Section | undefined {
  const rows = Object.entries(policy.responsibilities ?? {});
  if (rows.length === 0) return undefined;
  return {
    id: "responsibilities",
    title: "Shared responsibility",
    blocks: [
      paragraph(
        "The cloud's provider patches a part of what it runs. For each kind of service this is who patches what.",
      ),
      ...table(
        ["Service", "Kind", "Operating system", "Runtime", "Engine", "Application", "Resources"],
        rows.map(([row, written]) => [
          name(row),
          serviceWords[written.service],
          ...serviceLayers.map((layer) => patcherText(policy, written[layer])),
          names(written.types),
        ]),
      ),
    ],
  };
}

function patcherText(policy: PolicySource["policy"], party: string | undefined): Text {
  if (party === undefined) return [{ strong: "nobody" }];
  if (party === "none") return "there is none";
  if (party === "provider") return "the provider";
  const [word, vendor] = party.split(" ");
  return word === "vendor" && vendor !== undefined
    ? (policy.vendors?.[vendor]?.title ?? vendor)
    : partyWords(policy, party);
}
