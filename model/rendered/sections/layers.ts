/** RACI: who is accountable, responsible, consulted and informed for each layer of the groups' machines. */
import { alike } from "../../expand/alike";
import {
  type EffectiveLayer,
  effectiveLayers,
  hasLayers,
  isOwned,
  type LayerName,
} from "../../ownership/raci";
import type { PolicySource } from "../source";
import { partyWords } from "../terms";
import { names, paragraph, type Section, type Text, table } from "../tree";

const layerWords: Readonly<Record<LayerName, string>> = {
  application: "Application",
  operatingSystem: "Operating system",
  platform: "Patching platform",
  security: "Security",
};

export function layersPart({ policy }: PolicySource): Section | undefined {
  const all = effectiveLayers(policy).filter(({ group }) => hasLayers(policy, group));
  if (all.length === 0) return undefined;
  const byLayer = alike(all, ({ layer }) => layer);
  const rows = byLayer.flatMap((layers) =>
    alike(layers, ({ group: _group, from: _from, ...rest }) => JSON.stringify(rest)),
  );
  return {
    id: "layers",
    title: "Layers of a machine",
    blocks: [
      paragraph(
        "Accountable is who answers for a layer, and there is exactly one. Responsible does the work, consulted is asked before, informed is told after.",
      ),
      ...table(
        ["Layer", "Groups", "Accountable", "Responsible", "Consulted", "Informed"],
        rows.map((layers) => layerRow(policy, layers)),
      ),
    ],
  };
}

/** One row for the groups of which the same is said. */
function layerRow(
  policy: PolicySource["policy"],
  layers: readonly [EffectiveLayer, ...EffectiveLayer[]],
): readonly Text[] {
  const [first] = layers;
  const listed = (parties: readonly string[]): string =>
    parties.length === 0 ? "–" : parties.map((party) => partyWords(policy, party)).join(", ");
  const { layer, accountable, responsible, consulted, informed } = first;
  const isWhole = layers.length === Object.keys(policy.groups).length;
  return [
    layerWords[layer],
    isWhole ? "all" : names(layers.map(({ group }) => group)),
    isOwned(first)
      ? listed(accountable)
      : [{ strong: accountable.length === 0 ? "nobody" : `several: ${listed(accountable)}` }],
    listed(responsible),
    listed(consulted),
    listed(informed),
  ];
}
