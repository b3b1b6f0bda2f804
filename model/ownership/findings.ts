/** Layers that nobody, or more than one, answers for. What groups inherit is said once, at the document's layer. */
import { alike } from "../expand/alike";
import { finding } from "../findings/finding";
import type { Finding } from "../plan";
import type { Policy } from "../policy";
import { shortList } from "../textTable";
import { type EffectiveLayer, effectiveLayers, hasLayers, isOwned } from "./raci";

export function ownerFindings(policy: Policy): readonly Finding[] {
  const open = effectiveLayers(policy).filter(
    (one) => hasLayers(policy, one.group) && !isOwned(one),
  );
  const bunches = alike(open, ({ group, layer, from }) =>
    JSON.stringify([from === "group" ? group : "", layer, from]),
  );
  return bunches.map(ownerFinding);
}

function ownerFinding(bunch: readonly EffectiveLayer[]): Finding {
  const [first] = bunch;
  if (first === undefined) throw new Error("a bunch has at least one layer");
  const { layer, accountable, from, group } = first;
  const groups = shortList(bunch.map((one) => one.group));
  const several = accountable.length > 0;
  const who = several ? `${accountable.join(" and ")} are all` : "nobody is";
  return finding(several ? "owner/accountable-several" : "owner/accountable-missing", {
    message: `layer ${layer} of ${groups}: ${who} accountable`,
    ...(from === "group" ? { group } : {}),
    entry: layer,
    path: from === "group" ? ["groups", group, "layers", layer] : ["layers", layer],
  });
}
