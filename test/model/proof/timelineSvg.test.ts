import { describe, expect, it } from "vitest";
import { prove } from "../../../model/proof/prove";
import { timelineFigure } from "../../../model/proof/timelineFigure";
import { timelineSvg } from "../../../model/proof/timelineSvg";
import type { CellProof } from "../../../model/proof/verdict";
import { days, deadline, group, plan, ring, system, weekly, window } from "../../support/plans";

const asOf = Date.UTC(2026, 11, 1) / 60_000;

function proved(within: number): { cell: CellProof; svg: string } {
  const sunday = window(weekly("sunday", "04:00"), { name: "sunday" });
  const proof = prove(
    plan([group([ring("all", sunday, [system(2)])], [deadline(days(within))])]),
    asOf,
  );
  const [cell] = proof.cells;
  const [soak] = proof.soaks;
  if (cell === undefined || soak === undefined) throw new Error("nothing proved");
  return { cell, svg: timelineSvg(cell, { soak }) };
}

describe("timelineSvg", () => {
  it("is the same text for the same cell", () => {
    expect(proved(5).svg).toBe(proved(5).svg);
  });

  it("names itself and tells the whole way in its description", () => {
    const { cell, svg } = proved(5);
    const { subject, verdict, rows, notes } = timelineFigure(cell);

    expect(svg).toContain(
      `<title id="timeline-web-all-rhel-9-on-aws-high-title">${subject}: ${verdict}</title>`,
    );
    expect(svg).toContain(
      'aria-labelledby="timeline-web-all-rhel-9-on-aws-high-title timeline-web-all-rhel-9-on-aws-high-desc"',
    );
    const description = /<desc[^>]*>([^<]*)<\/desc>/.exec(svg)?.[1] ?? "";
    expect(rows.length).toBeGreaterThan(2);
    for (const { length, cause } of rows) expect(description).toContain(`${length}: ${cause}.`);
    for (const note of notes) expect(description).toContain(note);
  });

  it("shows what is after the due date darker, and nothing so when all is in time", () => {
    expect(proved(5).svg).toContain('fill="#a3160e"');
    expect(proved(30).svg).not.toContain('fill="#a3160e"');
  });

  it("shows a title of long names whole, in lines that fit, with all else below it", () => {
    const { cell } = proved(5);
    const named = { ...cell, group: "g".repeat(40), ring: "r".repeat(40) };
    const long = timelineSvg(named);
    const bold = [...long.matchAll(/<text x="20" y="(\d+)" font-weight="bold">([^<]*)</g)];
    const { subject, verdict } = timelineFigure(named);

    expect(bold.map(([, , text]) => text).join(" ")).toBe(`${subject}: ${verdict}`);
    expect(bold.length).toBeGreaterThan(1);
    for (const [, , text] of bold) expect(text?.length).toBeLessThanOrEqual(88);
    const lowest = Number(bold.at(-1)?.[1]);
    const others = [...long.matchAll(/<text x="[\d.]+" y="(\d+)"(?! font-weight)/g)];
    for (const [, y] of others) expect(Number(y)).toBeGreaterThan(lowest);
  });

  it("escapes what names and causes may hold", () => {
    const { cell } = proved(5);
    const cause = `<script>"&'\u0007`;
    const steps = cell.steps(cell.worstLateness).map((step) => ({ ...step, cause }));

    const svg = timelineSvg({ ...cell, steps: () => steps }, { id: "a" });

    expect(svg).toContain("&lt;script&gt;&quot;&amp;'\ufffd");
    expect(svg).not.toContain("<script>");
    expect(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg" id="a" ')).toBe(true);
  });

  it("keeps every mark and bar inside the picture", () => {
    const { svg } = proved(5);
    const xs = [...svg.matchAll(/ x="([\d.]+)"(?:[^>]* width="([\d.]+)")?/g)].map(
      ([, x, width]) => Number(x) + Number(width ?? 0),
    );

    expect(xs.length).toBeGreaterThan(8);
    expect(Math.max(...xs)).toBeLessThanOrEqual(760);
    expect(Math.min(...xs)).toBeGreaterThanOrEqual(16);
  });
});
