/** Damaged policy documents by number: bytes, structure and values of rich documents, whole or split over files. */
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { parse, stringify } from "yaml";
import { starterPolicy } from "../../model/starter";
import { type Chance, chanceOf } from "./chance";
import { damagedText } from "./textMutations";
import { damagedValue } from "./valueMutations";

export interface DamagedDocument {
  readonly root: string;
  /** Included files by their relative paths. */
  readonly files: Readonly<Record<string, string>>;
}

const read = (file: string): string => readFileSync(path.join(__dirname, file), "utf8");
const seeds = [
  read("everything.yaml"),
  read("everything.yaml"),
  read("../../patching.yaml"),
  starterPolicy,
];

/** The same number gives the same document. */
export function damagedDocument(number: number): DamagedDocument {
  const chance = chanceOf(number);
  const seed = chance.pick(seeds);
  const whole: DamagedDocument =
    chance.below(3) === 0 ? splitDocument(seed, chance) : { root: seed, files: {} };
  const target = chance.pick(["root", ...Object.keys(whole.files)]);
  const text = whole.files[target] ?? whole.root;
  const damaged =
    chance.below(2) === 0 ? damagedText(text, chance, seeds) : damagedYaml(text, chance);
  return target === "root"
    ? { ...whole, root: damaged }
    : { ...whole, files: { ...whole.files, [target]: damaged } };
}

/** Structure and values; now and then the text of the result too. */
function damagedYaml(text: string, chance: Chance): string {
  const value = damagedValue(parse(text), chance);
  const written = stringify(value, {
    lineWidth: 0,
    aliasDuplicateObjects: chance.below(8) === 0,
    ...(chance.below(4) === 0 ? { collectionStyle: "flow" as const } : {}),
  });
  return chance.below(10) === 0 ? damagedText(written, chance, seeds) : written;
}

/** Entries of sections spread over the root document and two files that it includes. */
function splitDocument(text: string, chance: Chance): DamagedDocument {
  const whole: Readonly<Record<string, unknown>> = parse(text);
  const parts: Record<string, unknown>[] = [{}, {}, {}];
  for (const [section, value] of Object.entries(whole)) {
    if (typeof value !== "object" || value === null)
      Object.assign(parts[0] ?? {}, { [section]: value });
    else if (Array.isArray(value)) Object.assign(chance.pick(parts), { [section]: value });
    else spread(section, value, parts, chance);
  }
  const [root, ...others] = parts;
  const include = chance.pick([["teams/*.yaml"], ["teams/a.yaml", "teams/b.yaml"]]);
  return {
    root: stringify({ include, ...root }, { lineWidth: 0 }),
    files: Object.fromEntries(
      others.map((part, index) => [
        `teams/${index === 0 ? "a" : "b"}.yaml`,
        stringify({ version: 1, ...part }, { lineWidth: 0 }),
      ]),
    ),
  };
}

function spread(
  section: string,
  value: object,
  parts: readonly Record<string, unknown>[],
  chance: Chance,
): void {
  for (const [name, entry] of Object.entries(value)) {
    const part = chance.pick(parts);
    part[section] = { ...(part[section] as object | undefined), [name]: entry };
  }
}
