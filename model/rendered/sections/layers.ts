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
import { names, paragraph, type Section, type Text, table, text } from "../tree";

const layerWords: Readonly<Record<LayerName, string>> = {
  application: "Application",
  operatingSystem: "Operating system",
  platform: "Patching platform",
  security: "Security",
};

export function layersPart({ policy }: PolicySource): Section | undefined {
  const all = effectiveLayers(policy).filter(({ group }) => hasLayers(policy, group));
  if (all.length === 0) return undefined;
  const byGroup = alike(all, ({ group }) => group);
  const shared = alike(byGroup, (layers) =>
    JSON.stringify(layers.map(({ group: _group, from: _from, ...rest }) => rest)),
  );
  return {
    id: "layers",
    title: "Layers of a machine",
    blocks: [
      paragraph(
        "Accountable is who answers for a layer, and there is exactly one. Responsible does the work, consulted is asked before, informed is told after.",
      ),
      ...shared.flatMap(([layers, ...others]) => {
        const groups = [layers, ...others].map(([{ group }]) => group);
        const isWhole = groups.length === Object.keys(policy.groups).length;
        return table(
          ["Layer", "Accountable", "Responsible", "Consulted", "Informed"],
          layers.map((layer) => layerRow(policy, layer)),
          isWhole ? "All groups" : text`Groups: ${names(groups)}`,
        );
      }),
    ],
  };
}

function layerRow(policy: PolicySource["policy"], layer: EffectiveLayer): readonly Text[] {
  const listed = (parties: readonly string[]): string =>
    parties.length === 0 ? "–" : parties.map((party) => partyWords(policy, party)).join(", ");
  const { accountable, responsible, consulted, informed } = layer;
  return [
    layerWords[layer.layer],
    isOwned(layer)
      ? listed(accountable)
      : [{ strong: accountable.length === 0 ? "nobody" : `several: ${listed(accountable)}` }],
    listed(responsible),
    listed(consulted),
    listed(informed),
  ];
}
