/** The long campaign of damaged documents; fast-check prints the number that makes a failing one again. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../support/campaign";
import { damagedDocument } from "../../support/documentMutations";
import { judgeDocument } from "../../support/judgeDocument";

const campaign = runs(100_000);
/** A slow one is judged again by its processor time: the machine may have been busy with something else. */
const longest = 1000;
const mostMemory = 1.5 * 1024 ** 3;

describe("damaged documents, 100,000 of them", { timeout: 6 * 3_600_000 }, () => {
  it("are valid or refused with positions, each in a second and all in bounded memory", () => {
    const slowest = { number: 0, milliseconds: 0 };
    const count = { all: 0, valid: 0 };
    const judge = (number: number): void => {
      const judged = judgeDocument(damagedDocument(number));
      const milliseconds =
        judged.milliseconds > longest ? processorTime(number) : judged.milliseconds;
      if (milliseconds > slowest.milliseconds) Object.assign(slowest, { number, milliseconds });
      expect(milliseconds).toBeLessThan(longest);
      count.valid += judged.valid ? 1 : 0;
      count.all += 1;
      if (count.all % 5000 === 0) report(count, slowest);
    };

    fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), judge), {
      numRuns: campaign,
      endOnFailure: true,
    });

    expect(process.resourceUsage().maxRSS * 1024).toBeLessThan(mostMemory);
    // Small numbers may be otherwise by chance.
    if (campaign >= 1000) expect(count.valid).toBeGreaterThan(campaign / 100);
    report(count, slowest);
  });
});

function processorTime(number: number): number {
  const document = damagedDocument(number);
  const before = process.cpuUsage();
  judgeDocument(document);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function report(
  count: { readonly all: number; readonly valid: number },
  slowest: { readonly number: number; readonly milliseconds: number },
): void {
  const memory = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stderr.write(
    `${count.all} documents, ${count.valid} valid; slowest ${slowest.milliseconds.toFixed(0)} ms (number ${slowest.number}); ${memory} MB\n`,
  );
}
