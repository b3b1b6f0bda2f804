/** Damage to the values of a document: wrong types, huge numbers, odd texts, values of other places, keys too many or too few. */
import type { Chance } from "./chance";

const odd: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  0.5,
  1e308,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  2 ** 53,
  "",
  " ",
  "x".repeat(5000),
  "\u0000",
  "\u001b[31m",
  "💥",
  "\u202eabc",
  "__proto__",
  "constructor",
  "toString",
  "0",
  "yes",
  "~",
  [],
  {},
  [[]],
  [null],
  { a: { b: { c: [1] } } },
  new Date(0),
  "0m",
  "1m",
  "-1d",
  "1y",
  "0.5d",
  "360d",
  "400d",
  "99999999d",
  "99999999999999999999d",
  "1mo",
  "1200mo",
  "99999999mo",
  "P1Y",
  "PT0S",
  "every day at 00:00",
  "every day at 23:59",
  "every day at 25:99",
  "every monday, monday at 04:00",
  "day 1, 28 of every month at 02:30",
  "last friday -3 days at 23:30",
  "fourth tuesday +20 days at 02:30",
  "second tuesday +999 days at 04:00",
  "0001-01-01",
  "0000-00-00",
  "1969-12-31",
  "2026-02-30",
  "2028-02-29",
  "9999-12-31",
  "02-29",
  "12-31",
  "UTC",
  "Etc/GMT+12",
  "Pacific/Kiritimati",
  "Pacific/Apia",
  "America/St_Johns",
  "Australia/Lord_Howe",
  "Africa/Casablanca",
  "europe/berlin",
  "00:00",
  "24:00",
  "0%",
  "1%",
  "100%",
  "101%",
  "KB5034441",
  "*",
];

type Path = readonly (string | number)[];
type Holder = Record<string | number, unknown>;
type Mutation = (root: unknown, place: Place, places: readonly Place[], chance: Chance) => void;

interface Place {
  readonly holder: Holder;
  readonly key: string | number;
  readonly path: Path;
}

/** One to four changes; `value` is changed and returned. */
export function damagedValue(value: unknown, chance: Chance): unknown {
  for (let left = chance.pick([0, 0, 0, 1, 1, 2, 3]); left >= 0; left--) {
    const places = placesOf(value, []);
    const place = chance.pick(places);
    if (place !== undefined) chance.pick(mutations)(value, place, places, chance);
  }
  return chance.below(200) === 0 ? copy(chance.pick(odd)) : value;
}

function placesOf(value: unknown, path: Path): readonly Place[] {
  if (typeof value !== "object" || value === null || path.length > 12) return [];
  const holder = value as Holder;
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return keys.flatMap((key) => {
    const below = [...path, key];
    return [{ holder, key, path: below }, ...placesOf(holder[key], below)];
  });
}

const replace: Mutation = (_, { holder, key }, __, { pick }) => {
  set(holder, key, copy(pick(odd)));
};

/** Of the same key elsewhere, so that it often fits. */
const alike: Mutation = (_, { holder, key, path }, places, { pick }) => {
  const same = places.filter((one) => one.key === key || one.path.length === path.length);
  const other = pick(same);
  if (other !== undefined) set(holder, key, copy(other.holder[other.key]));
};

const borrow: Mutation = (_, { holder, key }, places, { pick }) => {
  const other = pick(places);
  set(holder, key, copy(other.holder[other.key]));
};

const remove: Mutation = (_, { holder, key }) => {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
};

const addKey: Mutation = (_, { holder }, places, { pick, below }) => {
  const name = below(2) === 0 ? String(pick(places).key) : pick(names);
  const value = copy(below(2) === 0 ? pick(odd) : pick(places).holder);
  if (Array.isArray(holder)) holder.push(value);
  else set(holder, name, value);
};

const rename: Mutation = (_, { holder, key }, places, { pick, below }) => {
  if (Array.isArray(holder)) return;
  const value = holder[key];
  delete holder[key];
  set(holder, below(2) === 0 ? String(pick(places).key) : pick(names), value);
};

/** The name of a group, a window or another entry becomes one that records or YAML may lose. */
const hostile: Mutation = (root, _, places, chance) => {
  const entries = places.filter(({ path, holder }) => path.length === 2 && !Array.isArray(holder));
  const entry = chance.pick(entries);
  if (entry === undefined) return;
  const name = chance.pick(["__proto__", "constructor", chance.pick(names)]);
  const old = String(entry.key);
  const renamed = entry.holder[old];
  delete entry.holder[old];
  set(entry.holder, name, renamed);
  // What points there follows now and then, so that nothing else is wrong with the document.
  if (chance.below(4) === 0) return;
  for (const { holder, key } of placesOf(root, [])) if (holder[key] === old) holder[key] = name;
};

const duplicate: Mutation = (_, { holder, key }, __, { below }) => {
  const times = below(10) === 0 ? 200 : 1 + below(3);
  for (let left = times; left > 0; left--) {
    if (Array.isArray(holder)) holder.push(copy(holder[Number(key)]));
    else set(holder, `${key}-${left}`, copy(holder[key]));
  }
};

const number: Mutation = (_, { holder, key }, __, { pick, below }) => {
  const old = holder[key];
  // A mapping may have a key `toString` by now.
  const written = typeof old === "object" ? "" : String(old);
  const digits = pick([0, 1, 2, 29, 31, 59, 60, 361, 999, 1440, 2 ** 31, 1e12]);
  set(holder, key, /\d/.test(written) ? written.replace(/\d+/, String(digits)) : below(1000));
};

const mutations: readonly Mutation[] = [
  replace,
  replace,
  alike,
  alike,
  alike,
  borrow,
  remove,
  addKey,
  rename,
  hostile,
  duplicate,
  number,
  number,
];

const names: readonly string[] = [
  "__proto__",
  "constructor",
  "hasOwnProperty",
  "toString",
  "valueOf",
  "prototype",
  "length",
  "__defineGetter__",
  "~",
  "?",
  "-",
  "0",
  "-1",
  "1.50",
  "0x1f",
  "9007199254740993",
  ".nan",
  "2026-12-01",
  "2026-12-01T00:00:00Z",
  "12:30",
  "ünïcode",
  "🔧",
  "名前",
  "\u202eweb",
  "we\u0301b",
  "web ",
  "Web",
  "a".repeat(41),
  "x".repeat(2000),
  "",
  " ",
  "012",
  "1e3",
  "yes",
  "null",
  "true",
  "<<",
  "a.b",
  "a\nb",
  "\u0000",
  "x".repeat(200),
  "include",
  "version",
  "tier",
  "windws",
];

function set(holder: Holder, key: string | number, value: unknown): void {
  // An assignment would change the prototype.
  Object.defineProperty(holder, key, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  });
}

/** Values go into the text again, so what holds itself cannot stay; and odd ones are the same objects for every document. */
function copy(value: unknown): unknown {
  return structuredClone(value);
}
