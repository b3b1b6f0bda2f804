/** Damage to the text of a document: characters, bytes, lines and pieces of YAML where they do not belong. */
import type { Chance } from "./chance";

type Mutation = (text: string, chance: Chance, others: readonly string[]) => string;

const odd: readonly string[] = [
  ..."{}[]:,-?#&*!|>'\"%@`\t\r\n\u0000\u0007\u001b\u0085\u2028\uFEFF\\~\uD800",
  "\r\n",
  "__proto__: 1",
  "constructor: {}",
  "null",
  "0x1F",
  "0o17",
  "1e400",
  ".nan",
  "-.inf",
  "012",
  "yes",
  "!!binary aGk=",
  "!!set {a}",
  "!!omap [a: 1]",
  "!!timestamp 2026-01-01",
  "!custom {a: b}",
  "%YAML 1.1\n---\n",
  "%TAG ! tag:x,2000:\n---\n",
  "&a ",
  "*a",
  "&a [*a]",
  "&a {b: *a}",
  "<<: *a",
  "<<: {tier: gold}",
  "? [a]\n: b",
  "? {a: b}\n: c",
  "---",
  "...",
  "--- # again\nversion: 1",
  "|\n  text",
  ">-\n  folded",
  '"\\x00\\u2028"',
  "x".repeat(5000),
  "[".repeat(60),
  "{a: ".repeat(30),
  "- ".repeat(40),
  " ".repeat(210),
];

/** One to four changes. */
export function damagedText(text: string, chance: Chance, others: readonly string[]): string {
  let damaged = text;
  for (let left = chance.pick([0, 0, 0, 1, 1, 2, 3]); left >= 0; left--) {
    damaged = chance.pick(mutations)(damaged, chance, others);
  }
  return damaged;
}

const cut: Mutation = (text, { below }) => {
  const at = below(text.length + 1);
  return text.slice(0, at) + text.slice(at + 1 + below(below(6) === 0 ? 400 : 30));
};

const put: Mutation = (text, { below, pick }) => {
  const at = below(text.length + 1);
  return text.slice(0, at) + pick(odd) + text.slice(at);
};

const flip: Mutation = (text, { below }) => {
  const bytes = Buffer.from(text);
  for (let left = below(6); left >= 0; left--) {
    const at = below(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8));
  }
  // Bytes that are no text are refused before anything is parsed; here they become the sign for them.
  return bytes.toString("utf8");
};

const splice: Mutation = (text, { below, pick }, others) => {
  const other = pick(others);
  const at = below(text.length + 1);
  const from = below(other.length);
  return text.slice(0, at) + other.slice(from, from + below(600)) + text.slice(at);
};

const repeat: Mutation = (text, { below }) => {
  const at = below(text.length + 1);
  const piece = text.slice(at, at + 1 + below(80));
  return text.slice(0, at) + piece.repeat(2 + below(60)) + text.slice(at);
};

const truncate: Mutation = (text, { below }) => text.slice(0, below(text.length + 1));

const moveLine: Mutation = (text, { below }) => {
  const all = text.split("\n");
  const [line = ""] = all.splice(below(all.length), below(2));
  all.splice(below(all.length + 1), 0, line);
  return all.join("\n");
};

const copyLine: Mutation = (text, { below, pick }) => {
  const all = text.split("\n");
  all.splice(below(all.length + 1), 0, pick(all));
  return all.join("\n");
};

const indent: Mutation = (text, { below }) => {
  const all = text.split("\n");
  const at = below(all.length);
  all[at] = `${(below(12) === 0 ? "\t" : " ").repeat(below(9))}${(all[at] ?? "").trimStart()}`;
  return all.join("\n");
};

const lineEnds: Mutation = (text, { pick }) => text.replaceAll("\n", pick(["\r\n", "\r", "\n\n"]));

const replaceWord: Mutation = (text, { below, pick }) => {
  const words = [...text.matchAll(/[\w.:%-]+/g)];
  const word = pick(words);
  if (word === undefined) return text;
  const other = below(2) === 0 ? (pick(words)?.[0] ?? "") : pick(odd);
  return text.slice(0, word.index) + other + text.slice(word.index + word[0].length);
};

const mutations: readonly Mutation[] = [
  cut,
  cut,
  put,
  put,
  flip,
  splice,
  repeat,
  truncate,
  moveLine,
  copyLine,
  indent,
  lineEnds,
  replaceWord,
  replaceWord,
  replaceWord,
];
