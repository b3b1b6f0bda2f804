// @ts-check
/**
 * Shows what the set-up does, on stderr, so that stdout stays the command's own. A terminal sees one line a step, rewritten
 * each second; a log file gets a line when a step starts, one each 15 s while it waits, and one when it ends.
 */

const REWRITE_MS = 1000;
const REPEAT_MS = 15_000;

/**
 * @typedef {object} Step
 * @property {(text: string) => void} waitFor Says what is waited for now.
 */

/**
 * @template T
 * @param {string} title
 * @param {(step: Step) => Promise<T>} work
 * @param {{ stream?: NodeJS.WriteStream | { isTTY?: boolean; write(text: string): unknown } }} [options]
 * @returns {Promise<T>}
 */
async function showStep(title, work, { stream = process.stderr } = {}) {
  const started = Date.now();
  let waiting = "";
  const line = () => `  ${title} … ${seconds(started)}${waiting ? ` (${waiting})` : ""}`;
  const show = () => stream.write(stream.isTTY ? `\r\x1b[K${clip(line())}` : `${line()}\n`);
  const clear = stream.isTTY ? "\r\x1b[K" : "";
  show();
  const timer = setInterval(show, stream.isTTY ? REWRITE_MS : REPEAT_MS);
  try {
    const result = await work({ waitFor: (text) => (waiting = text) });
    stream.write(`${clear}✔ ${title}, ${seconds(started)}\n`);
    return result;
  } catch (error) {
    stream.write(`${clear}✘ ${title}, ${seconds(started)}\n`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}

/** @param {number} started */
function seconds(started) {
  const whole = Math.round((Date.now() - started) / 1000);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/**
 * A rewritten line must not wrap, or the next rewrite leaves its upper half behind.
 * @param {string} text
 */
function clip(text) {
  const width = (process.stderr.columns || 80) - 1;
  return text.length > width ? `${text.slice(0, width - 1)}…` : text;
}

module.exports = { showStep };
