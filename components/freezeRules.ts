/** Freezes as values: what the document's parser would not let through must not reach a calendar either. */
import { isDay, isYearDay } from "../model/document/times";
import type { Freeze } from "../model/plan";
import { checkKeys, checkKind, type KeysOf, type KeysOfKinds } from "./argumentForms";
import { type ArgumentChecks, matching, type Rule, show } from "./arguments";
import { isTimeZone } from "./timeZone";

const freezeKeys: KeysOf<Freeze> = {
  name: "needed text",
  timezone: "needed",
  when: "needed mapping",
  groups: "list of texts",
};

type When = Freeze["when"];

const keysOfKind: KeysOfKinds<When> = {
  yearly: { kind: "needed", from: "needed text", to: "needed text" },
  once: { kind: "needed", from: "needed text", to: "needed text" },
  spans: { kind: "needed", spans: "needed list", knownUntil: "needed" },
};

/** Records every fault of the freezes; throws where no rule could look into one. */
export function checkFreezes(checks: ArgumentChecks, freezes: readonly Freeze[]): void {
  const names = freezes.map((freeze) => freeze?.name);
  for (const [index, freeze] of freezes.entries()) {
    const at = `freezes[${index}]`;
    checkKeys(checks, at, freeze, freezeKeys);
    checks.check(`${at}.name`, freeze.name, isFreezeName);
    checks.check(`${at}.timezone`, freeze.timezone, isTimeZone);
    checkKind(checks, `${at}.when`, freeze.when, keysOfKind);
    checkWhen(checks, `${at}.when`, freeze.when);
    // Calendars tell events apart by it.
    if (names.indexOf(freeze.name) !== index) {
      checks.refuse(`${at}.name`, `must be its own, got ${show(freeze.name)} twice`);
    }
  }
}

/** A line break would end the line of a calendar's text. */
const isFreezeName = matching(/^[^\p{Cc}]*\S[^\p{Cc}]*$/u, "a name in one line");

function checkWhen(checks: ArgumentChecks, at: string, when: When): void {
  if (when.kind === "spans") {
    for (const [index, span] of when.spans.entries()) {
      checks.check(`${at}.spans[${index}]`, span, isSpan);
    }
    return;
  }
  const rule = when.kind === "yearly" ? isDayOfYear : isOneDay;
  checks.check(`${at}.from`, when.from, rule);
  checks.check(`${at}.to`, when.to, rule);
  // A yearly one may cross new year.
  if (when.kind === "once" && when.to < when.from) {
    checks.refuse(`${at}.to`, `must not be before ${when.from}, got ${show(when.to)}`);
  }
}

const isDayOfYear: Rule<string> = (day) =>
  isYearDay(day) ? undefined : `must be a day of every year such as 12-18, got ${show(day)}`;

const isOneDay: Rule<string> = (day) =>
  isDay(day) ? undefined : `must be a day such as 2026-12-18, got ${show(day)}`;

const isSpan: Rule<unknown> = (span) =>
  Array.isArray(span) && span.length === 2 && span.every(Number.isInteger) && span[0] < span[1]
    ? undefined
    : `must be two instants in whole minutes, the first before the second, got ${show(span)}`;
