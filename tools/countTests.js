// @ts-check
/** `node tools/countTests.js REPORT`: the closing line of CI, `N passed, N failed`, from the JSON report of Vitest. */
const fs = require("node:fs");

/**
 * @param {{ numPassedTests: number; numFailedTests: number; testResults: readonly { status: string; assertionResults: readonly { status: string }[] }[] }} report
 * @returns {{ passed: number; failed: number }} A file that fails as a whole, before or after its tests, counts as one failure.
 */
function countTests(report) {
  const broken = report.testResults.filter(
    (file) =>
      file.status === "failed" && !file.assertionResults.some(({ status }) => status === "failed"),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
}

/** @param {string} file */
function readReport(file) {
  try {
    return countTests(JSON.parse(fs.readFileSync(file, "utf8")));
  } catch (error) {
    process.stderr.write(`no test report: ${/** @type {Error} */ (error).message}\n`);
    return { passed: 0, failed: 0 };
  }
}

if (require.main === module) {
  const { passed, failed } = readReport(process.argv[2] ?? "");
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  process.exitCode = passed > 0 && failed === 0 ? 0 : 1;
}

module.exports = { countTests };
