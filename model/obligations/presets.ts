/** The obligations that documents name without defining them, found by id or by a short form of it. */
import { cisa } from "./cisa";
import { essentialEight } from "./essentialEight";
import { europe } from "./europe";
import { fedramp } from "./fedramp";
import { frameworks } from "./frameworks";
import { industry } from "./industry";
import type { Obligation } from "./obligation";

export const presets: readonly Obligation[] = [
  ...cisa,
  ...fedramp,
  ...industry,
  ...essentialEight,
  ...europe,
  ...frameworks,
];

const byName = new Map(
  presets.flatMap((preset) => [preset.id, ...preset.aliases].map((name) => [name, preset])),
);

/** Every id and short form. */
export const presetNames: readonly string[] = [...byName.keys()];

export function findPreset(name: string): Obligation | undefined {
  return byName.get(name);
}
