/** Call stacks are left out while resources are declared, and only then. */
import { afterEach, describe, expect, it } from "vitest";
import { withoutTraces } from "../../stacks/withoutTraces";

const before = Error.stackTraceLimit;

afterEach(() => {
  Error.stackTraceLimit = before;
});

const linesOfStack = (): number => (new Error("here").stack ?? "").split("\n").length - 1;

describe("declaring without call stacks", () => {
  it("takes none, gives back what was declared, and takes them again afterwards", () => {
    Error.stackTraceLimit = 10;
    expect(withoutTraces(linesOfStack)).toBe(0);
    expect(linesOfStack()).toBeGreaterThan(0);
  });

  it("takes them again after a failure, whose message stays", () => {
    Error.stackTraceLimit = 10;
    const fails = (): never => {
      throw new Error("no baseline");
    };
    expect(() => withoutTraces(fails)).toThrow("no baseline");
    expect(Error.stackTraceLimit).toBe(10);
  });

  it("takes them all the same where another limit was set", () => {
    Error.stackTraceLimit = 20;
    expect(withoutTraces(linesOfStack)).toBeGreaterThan(0);
    expect(Error.stackTraceLimit).toBe(20);
  });
});
