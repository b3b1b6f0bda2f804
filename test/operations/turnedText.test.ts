/** Marks that turn the direction of writing make a text read as another: whoever reads a terminal sees them written out. */
import { describe, expect, it } from "vitest";
import { starterPolicy } from "../../model/starter";
import { workplace } from "../support/commandLine";

const place = workplace();
const marks = ["\u202e", "\u2066", "\u200b", "\u200f", "\u2060", "\ufeff", "\u061c"];
const written = (mark: string) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`;

describe("a mark that turns writing", () => {
  it.each(marks.map((mark) => [written(mark), mark]))(
    "is written out in a fault: %s",
    (name, mark) => {
      place.write(starterPolicy.replace("tier: standard", `tier: "a${mark}b"`));

      const { err } = place.run("check");

      expect(err).toContain(`a${name}b`);
      expect(err).not.toContain(mark);
    },
  );

  it("is an escape in JSON, which stands for the same text", () => {
    place.write(starterPolicy.replace("owner: web-team", 'owner: "web\u202emaet"'));

    const { out } = place.run("plan", "--json");

    expect(out).not.toContain("\u202e");
    expect(JSON.stringify(JSON.parse(out))).toContain("web\u202emaet");
  });

  it("leaves the joiners alone that scripts need", () => {
    place.write(starterPolicy.replace("tier: standard", 'tier: "\u0645\u06cc\u200c\u062e"'));

    expect(place.run("check").err).toContain("\u0645\u06cc\u200c\u062e");
  });
});
