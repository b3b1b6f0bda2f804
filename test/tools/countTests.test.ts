import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "./load";
import { temporaryFolder } from "./temporaryFolder";

const folder = temporaryFolder();

interface ReportedFile {
  readonly status: "passed" | "failed";
  readonly tests: readonly ("passed" | "failed" | "skipped")[];
}

/** Runs the closing line over a report of these test files. */
function closingLine(files: readonly ReportedFile[]) {
  const statuses = files.flatMap(({ tests }) => tests);
  const report = {
    numPassedTests: statuses.filter((status) => status === "passed").length,
    numFailedTests: statuses.filter((status) => status === "failed").length,
    testResults: files.map(({ status, tests }) => ({
      status,
      assertionResults: tests.map((test) => ({ status: test })),
    })),
  };
  const file = path.join(folder, "report.json");
  writeFileSync(file, JSON.stringify(report));
  return run(file);
}

function run(file: string) {
  const script = path.join(root, "tools", "countTests.js");
  const { stdout, status } = spawnSync(process.execPath, [script, file], { encoding: "utf8" });
  return { stdout, status };
}

describe("the closing line of CI", () => {
  it("counts the tests that passed", () => {
    expect(closingLine([{ status: "passed", tests: ["passed", "passed", "skipped"] }])).toEqual({
      stdout: "2 passed, 0 failed\n",
      status: 0,
    });
  });

  it("fails when a test failed", () => {
    expect(closingLine([{ status: "failed", tests: ["passed", "failed"] }])).toEqual({
      stdout: "1 passed, 1 failed\n",
      status: 1,
    });
  });

  it("counts a file that cannot be loaded as a failure", () => {
    const files: readonly ReportedFile[] = [
      { status: "passed", tests: ["passed"] },
      { status: "failed", tests: [] },
    ];

    expect(closingLine(files)).toEqual({ stdout: "1 passed, 1 failed\n", status: 1 });
  });

  it("fails when no test ran, and when there is no report", () => {
    expect(closingLine([])).toEqual({ stdout: "0 passed, 0 failed\n", status: 1 });
    expect(run(path.join(folder, "none.json"))).toEqual({
      stdout: "0 passed, 0 failed\n",
      status: 1,
    });
  });
});
