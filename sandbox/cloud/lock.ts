/** One lock between the processes that change the cloud: two providers, perhaps of two engines, write the same files. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";

/** A change takes milliseconds; who waits longer than this waits for a process that hangs. */
const patience = 20_000;

/** @throws Error when the lock is not to be had within 20 s. */
export function withLock<T>(folder: string, change: () => T): T {
  mkdirSync(folder, { recursive: true });
  const lock = path.join(folder, ".lock");
  acquire(lock);
  try {
    return change();
  } finally {
    rmSync(lock, { force: true });
  }
}

function acquire(lock: string): void {
  const deadline = Date.now() + patience;
  while (!tryAcquire(lock)) {
    breakStale(lock);
    if (Date.now() > deadline) {
      throw new Error(
        `the sandbox is locked by process ${owner(lock)}: end it or delete ${lock}, then run again`,
      );
    }
    pause(5);
  }
}

function tryAcquire(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (isCode(error, "EEXIST")) return false;
    throw error;
  }
}

/** Only one of several waiting processes wins the rename, so a lock of a living process is not removed twice. */
function breakStale(lock: string): void {
  const pid = owner(lock);
  if (pid === undefined || isAlive(pid)) return;
  const removed = `${lock}.${process.pid}`;
  try {
    renameSync(lock, removed);
    rmSync(removed, { force: true });
  } catch {
    // Another process was faster.
  }
}

function owner(lock: string): number | undefined {
  try {
    return Number(readFileSync(lock, "utf8")) || undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, "EPERM");
  }
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
