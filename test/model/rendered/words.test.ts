import { describe, expect, it } from "vitest";
import {
  dateWords,
  durationWords,
  listWords,
  minutesWords,
  rateWords,
  yearDayWords,
} from "../../../model/rendered/words";

describe("plain words", () => {
  it.each([
    [0, "no time"],
    [1, "1 minute"],
    [1440, "1 day"],
    [1440 + 120 + 3, "1 day 2 hours 3 minutes"],
  ])("say %d minutes as %s", (minutes, words) => {
    expect(minutesWords(minutes)).toBe(words);
  });

  it("say months, rates, lists and days", () => {
    expect(durationWords({ months: 1, minutes: 0 })).toBe("1 month");
    expect(durationWords({ months: 2, minutes: 1440 })).toBe("2 months 1 day");
    expect(rateWords({ kind: "percent", value: 25 })).toBe("25 % of the machines");
    expect(rateWords({ kind: "count", value: 1 })).toBe("1 machine");
    expect(listWords(["a", "b", "c"])).toBe("a, b and c");
    expect(listWords(["a"])).toBe("a");
    expect(dateWords("2026-12-01")).toBe("1 December 2026");
    expect(yearDayWords("02-28")).toBe("28 February");
  });
});
