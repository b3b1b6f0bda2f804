import { describe, expect, it } from "vitest";
import { terminalProgress } from "../../operations/terminalProgress";

function progressAt(isTerminal: boolean) {
  const written: string[] = [];
  const clock = { now: 0 };
  const progress = terminalProgress({
    isTerminal,
    now: () => clock.now,
    write: (text) => written.push(text),
  });
  const showAt = (milliseconds: number, what: string): void => {
    clock.now = milliseconds;
    progress.show(what);
  };
  return { written, showAt, clear: progress.clear };
}

describe("terminalProgress", () => {
  it("is silent for two seconds, then tells in one line that it takes away again", () => {
    const { written, showAt, clear } = progressAt(true);

    showAt(2000, "reading a.yaml");
    showAt(2001, "reading b.yaml");
    showAt(2050, "reading c.yaml");
    showAt(2101, "proving");
    clear();
    clear();

    expect(written).toEqual(["\r\u001b[Kreading b.yaml …", "\r\u001b[Kproving …", "\r\u001b[K"]);
  });

  it("writes nothing where nobody watches", () => {
    const { written, showAt, clear } = progressAt(false);

    showAt(60_000, "proving");
    clear();

    expect(written).toEqual([]);
  });
});
