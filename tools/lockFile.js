// @ts-check
/**
 * One set-up at a time: a file that its holder touches while it works. A holder that was killed leaves a file that nobody
 * touches any more; the next one takes it over.
 */
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { withCleanup } = require("./background");
const { showStep } = require("./progress");

const TOUCH_MS = 2000;
const POLL_MS = 200;
/** How long a waiter must itself have seen no touch, so that a machine waking from sleep steals nothing. */
const DEAD_AFTER_MS = 15_000;

/**
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function withLock(file, work) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const owner = `${process.pid} ${os.hostname()} ${process.hrtime.bigint()}\n`;
  await acquire(file, owner);
  const touch = setInterval(() => touchFile(file), TOUCH_MS);
  const release = () => {
    clearInterval(touch);
    if (read(file) === owner) fs.rmSync(file, { force: true });
  };
  return withCleanup(release, work);
}

/**
 * @param {string} file
 * @param {string} owner
 */
async function acquire(file, owner) {
  if (create(file, owner)) return;
  await showStep("wait for another set-up", async (step) => {
    step.waitFor(`it holds ${file}`);
    await takeWhenFree(file, owner);
  });
}

/**
 * @param {string} file
 * @param {string} owner
 */
async function takeWhenFree(file, owner) {
  let seen = { owner: "", touched: 0, since: Date.now() };
  while (!create(file, owner)) {
    const now = { owner: read(file), touched: touchedAt(file), since: Date.now() };
    if (now.owner !== seen.owner || now.touched !== seen.touched) seen = now;
    if (isDead(seen)) takeAway(file, seen.owner);
    else await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/**
 * @param {string} file
 * @param {string} owner
 */
function create(file, owner) {
  // Linked into place, so that the file is never seen without its owner.
  const draft = `${file}.${process.pid}`;
  fs.writeFileSync(draft, owner);
  try {
    fs.linkSync(draft, file);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") return false;
    throw error;
  } finally {
    fs.rmSync(draft, { force: true });
  }
}

/** @param {{ owner: string; since: number }} seen */
function isDead({ owner, since }) {
  const [pid, host] = owner.trim().split(" ");
  const here = host === os.hostname() && !isRunning(Number(pid));
  return owner !== "" && (here || Date.now() - since > DEAD_AFTER_MS);
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/**
 * Moves the dead lock aside; when somebody else was faster and the file is a new one, it goes back.
 * @param {string} file
 * @param {string} deadOwner
 */
function takeAway(file, deadOwner) {
  const aside = `${file}.${process.pid}.dead`;
  try {
    fs.renameSync(file, aside);
    if (read(aside) !== deadOwner) fs.linkSync(aside, file);
  } catch {
    // Already gone, or already taken again: the next round sees which.
  } finally {
    fs.rmSync(aside, { force: true });
  }
}

/** @param {string} file */
function read(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** @param {string} file */
function touchedAt(file) {
  return fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** @param {string} file */
function touchFile(file) {
  try {
    fs.utimesSync(file, new Date(), new Date());
  } catch {
    // Taken away while the machine slept; the work itself is safe to run twice.
  }
}

module.exports = { withLock };
