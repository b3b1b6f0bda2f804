/** The word that was meant, for messages about an unknown one. */
import { closest, distance } from "fastest-levenshtein";

/** Shorter ones begin too many words. */
const shortestBeginning = 3;
const mostSuggested = 3;

/** ` (did you mean "x"?)` when something is near enough to be meant, else nothing. */
export function suggestion(written: string, known: readonly string[]): string {
  const meant = longerWords(written, known);
  const near = meant.length === 0 ? nearestWord(written, known) : meant;
  const words = near.length === 0 ? wordsOfNearestPart(written, known) : near;
  const quoted = words.slice(0, mostSuggested).map((word) => `"${word}"`);
  return quoted.length === 0 ? "" : ` (did you mean ${quoted.join(" or ")}?)`;
}

/** Those that were shortened, too far away to be a slip: `crit` of critical, `hipaa` and `nprm` of hipaa-nprm. */
function longerWords(written: string, known: readonly string[]): readonly string[] {
  const beginning = written.toLowerCase();
  if (beginning.length < shortestBeginning) return [];
  const begins = known.filter((word) => word.toLowerCase().startsWith(beginning));
  return begins.length > 0
    ? begins
    : known.filter((word) =>
        separators.some((one) => word.toLowerCase().includes(one + beginning)),
      );
}

const separators = ["-", ".", "/", " "];
const separator = /[-./ ]/;
/** A slip in less makes another word: `nist` is no slip in nis2. */
const shortestPart = 5;
const lettersPerSlip = 4;

function nearestWord(written: string, known: readonly string[]): readonly string[] {
  if (known.length === 0) return [];
  const nearest = closest(written, known);
  return distance(written, nearest) <= Math.max(2, Math.floor(written.length / 2)) ? [nearest] : [];
}

/** A slip in the part that people remember: `hippa` of hipaa-nprm, `pci-dds` of pci-dss-4.0.1. */
function wordsOfNearestPart(written: string, known: readonly string[]): readonly string[] {
  const slips = Math.floor(written.length / lettersPerSlip);
  return written.length < shortestPart
    ? []
    : known.filter((word) =>
        partsOf(word).some((part) => distance(written.toLowerCase(), part) <= slips),
      );
}

/** Each part of a name by itself, and each of its beginnings. */
function partsOf(word: string): readonly string[] {
  const parts = word.toLowerCase().split(separator);
  const ends = [...word.matchAll(new RegExp(separator, "g"))].map(({ index }) => index);
  return [...parts, ...ends.map((end) => word.slice(0, end).toLowerCase())].filter(
    (part) => part.length >= shortestPart,
  );
}

/** `unknown group "wbe" (did you mean "web"?); allowed: web, build` */
export function unknownWord(what: string, written: string, known: readonly string[]): string {
  return `unknown ${what} "${written}"${suggestion(written, known)}; allowed: ${known.join(", ")}`;
}
