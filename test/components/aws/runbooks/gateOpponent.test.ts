/**
 * Gates and closes as they are rendered, with the settings of random plans and the verdicts that they write for each other, over
 * months: a ring's run begins exactly when the opponent says so.
 */
import { describe, expect, it } from "vitest";
import { parsePlan } from "../../../../model/load";
import type { Plan } from "../../../../model/plan";
import { isoInstant } from "../../../../model/zone";
import { hasPython } from "../../../support/automation/python";
import { from, names, RingChain } from "../../../support/automation/ringChain";
import { type Chance, chanceOf } from "../../../support/chance";
import {
  isFrozen,
  mayBegin,
  type RingOccurrence,
  ringBeforeAllows,
} from "../../../support/gateOpponent";

const days = ["monday", "wednesday", "saturday", "sunday"];
const someSchedule = (chance: Chance) =>
  chance.pick([
    ...[0, 1, 2].map(() => `every ${chance.pick(days)} at ${chance.pick(["04:00", "20:00"])}`),
    `every ${chance.pick(["monday, thursday", "saturday, sunday"])} at 06:00`,
    `second tuesday +${chance.below(5)} days at 22:00`,
  ]);

/** Two or three rings, perhaps some in one window, and freezes of one to eighteen days. */
function somePlan(chance: Chance): Plan {
  const day = (number: number) => isoInstant(from + number * 1440).slice(0, 10);
  const freezes = [0, 1].map((index) => {
    const first = 5 + chance.below(40);
    return `{ name: freeze-${index}, from: ${day(first)}, to: ${day(first + chance.below(18))} }`;
  });
  const rings = names.slice(0, 2 + chance.below(2)).map((name, index) => {
    const soak = index === 0 ? "" : ", soak: 1d";
    return `{ name: ${name.slice(4)}, window: window-${chance.below(3)}${soak} }`;
  });
  const loaded = parsePlan(
    `
version: 1
organisation: acme
timezone: UTC
effectiveFrom: 2026-12-01
clouds: { aws: { accounts: { prod: { id: "012345678901" } } } }
tiers: { gold: { deadlines: { critical: 60d, high: 60d, medium: 90d, low: 180d } } }
baselines:
  linux: { systems: [amazon-linux-2023], approve: [{ classification: [security], after: 2d }] }
windows:
${[0, 1, 2].map((index) => `  window-${index}: { schedule: "${someSchedule(chance)}", duration: ${chance.pick([2, 3, 4, 24])}h }`).join("\n")}
freezes: [${freezes.join(", ")}]
groups:
  web:
    tier: gold
    owner: payments
    baselines: [linux]
    aws: { regions: [eu-central-1] }
    rings: [${rings.join(", ")}]
`,
    "patching.yaml",
  );
  if (!loaded.ok) throw new Error(loaded.faults.map(({ message }) => message).join("\n"));
  return loaded.plan;
}

interface Event {
  readonly at: number;
  /** Closes before gates of the same minute. */
  readonly order: number;
  happen(): void;
}

const plans = 14;

/** What is met by the way, so that no test of nothing passes. */
interface Met {
  opened: number;
  shut: number;
  frozen: number;
  byHand: number;
}

function eventsOf(chain: RingChain, chance: Chance, met: Met, where: string): readonly Event[] {
  return chain.all.flatMap((one): Event[] => {
    const { start, closedAt, fate } = one;
    const gated: Event = {
      at: start,
      order: 1,
      happen: () => {
        const expected = mayBegin(chain.all, one);
        expect(chain.startGate(one), `${where}: ring ${one.ring} at ${isoInstant(start)}`).toBe(
          expected,
        );
        if (one.isFrozen) met.frozen += 1;
        else if (expected) met.opened += 1;
        else met.shut += 1;
      },
    };
    const closed: Event = { at: closedAt, order: 0, happen: () => chain.closeRun(one) };
    return [
      ...(fate === "silent" ? [] : [gated]),
      ...(fate === "silent" || fate === "unclosed" ? [] : [closed]),
      ...forged(chain, chance, one),
      ...byHand(chain, chance, one, met),
    ];
  });
}

/** Somebody gives the gate the id of a window's run, to hide it or to open it: nothing comes of it. */
function forged(chain: RingChain, chance: Chance, one: RingOccurrence): readonly Event[] {
  if (chance.below(4) > 0) return [];
  const at = one.start + chance.pick([-30, 1, 60, one.end - one.start + 30]);
  const minutes = chance.pick([99_999, 60]);
  const happen = () =>
    expect(chain.startByHand(one, at, chain.idOf(one), minutes), "forged").toBe(false);
  return [{ at, order: 2, happen }];
}

/** A run of one's own between two of the window's: it waits for the ring before like any other, and hides nothing. */
function byHand(chain: RingChain, chance: Chance, one: RingOccurrence, met: Met): readonly Event[] {
  if (chance.below(3) > 0) return [];
  const at = one.end + 120 + chance.below(2) * 600;
  const isRunning = chain.all.some(
    ({ ring, start, end }) => ring === one.ring && start <= at + 60 && end > at,
  );
  if (isRunning) return [];
  const id = `hand-${chain.idOf({ ...one, start: at })}`;
  const happen = () => {
    if (!chain.startByHand(one, at, id, 60)) return;
    met.byHand += 1;
    expect(ringBeforeAllows(chain.all, one.ring, at), `by hand at ${isoInstant(at)}`).toBe(true);
    expect(isFrozen(chain.freezes, [at, at + 60])).toBe(false);
  };
  return [{ at, order: 3, happen }];
}

describe.skipIf(!hasPython)("gates and closes of a chain of rings", () => {
  it("begin exactly those runs that the opponent lets begin, for random plans, fates and starts", () => {
    const met: Met = { opened: 0, shut: 0, frozen: 0, byHand: 0 };
    for (let seed = 1; seed <= plans; seed += 1) {
      const chance = chanceOf(seed);
      const chain = new RingChain(somePlan(chance), chance);
      const events = eventsOf(chain, chance, met, `plan ${seed}`);
      for (const { happen } of [...events].sort((a, b) => a.at - b.at || a.order - b.order)) {
        happen();
      }
    }
    expect(Math.min(...Object.values(met))).toBeGreaterThan(10);
  }, 60_000);
});
