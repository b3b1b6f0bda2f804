import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "./load";
import { temporaryFolder } from "./temporaryFolder";

const folder = temporaryFolder();
const tool = path.join(root, "tools", "compiledBundle.js");

describe("loadBundle", () => {
  it("keeps what was compiled, and leaves it as it is while it serves", () => {
    const file = bundle("served", 'console.log("first")');

    expect(load(file)).toBe("first\n");
    const kept = readFileSync(`${file}.compiled`);
    expect(load(file)).toBe("first\n");

    expect(readFileSync(`${file}.compiled`).equals(kept)).toBe(true);
  });

  it("keeps the run that was long in place of a short one's", () => {
    const file = bundle("long", "if (process.env.WAIT) setTimeout(() => {}, 1100)");
    const lengthOf = () => readFileSync(`${file}.compiled`, "latin1").split("\n")[0]?.split(" ")[1];

    load(file);
    expect(lengthOf()).toBe("short");
    load(file, { WAIT: "yes" });
    expect(lengthOf()).toBe("long");
    load(file);
    expect(lengthOf()).toBe("long");
  });

  it("runs a bundle of the same length that was changed", () => {
    const file = bundle("changed", 'console.log("before")');
    load(file);

    writeFileSync(file, '#!/usr/bin/env node\nconsole.log("behind")');

    expect(load(file)).toBe("behind\n");
    expect(load(file)).toBe("behind\n");
  });

  it.each(["", "no line", "0000000000000000 long\nnothing"])(
    "compiles where %j is kept",
    (kept) => {
      const file = bundle("damaged", 'console.log("whole")');
      writeFileSync(`${file}.compiled`, kept);

      expect(load(file)).toBe("whole\n");
    },
  );

  it("compiles again where what is kept is damaged behind its first line", () => {
    const file = bundle("cut", 'console.log("whole")');
    load(file);
    const kept = readFileSync(`${file}.compiled`);
    writeFileSync(`${file}.compiled`, kept.subarray(0, 40));

    expect(load(file)).toBe("whole\n");
    expect(readFileSync(`${file}.compiled`).length).toBeGreaterThan(40);
  });

  it("runs where nothing can be kept", () => {
    const file = bundle("closed/one", 'console.log("whole")');
    // Nothing can be put in place of a folder with something in it: a mode would not stop a superuser.
    mkdirSync(path.join(`${file}.compiled`, "taken"), { recursive: true });
    chmodSync(path.dirname(file), 0o555);

    expect(load(file)).toBe("whole\n");
    chmodSync(path.dirname(file), 0o755);
    expect(existsSync(path.join(`${file}.compiled`, "taken"))).toBe(true);
  });

  it("gives the bundle its own place, and hands on what it exports and its exit code", () => {
    const file = bundle(
      "placed",
      'module.exports = [__filename, require("node:path").basename(__dirname)]; process.exitCode = 3',
    );
    const script = `process.on("exit", (code) => console.log(code)); console.log(require(${JSON.stringify(tool)}).loadBundle(${JSON.stringify(file)}).join(" ")); process.once("exit", () => { process.exitCode = 0 })`;

    const [exported, code] = execFileSync(process.execPath, ["-e", script], {
      encoding: "utf8",
    }).split("\n");

    expect(exported).toBe(`${file} ${path.basename(folder)}`);
    expect(code).toBe("3");
  });
});

function bundle(name: string, text: string): string {
  const file = path.join(folder, `${name}.js`);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `#!/usr/bin/env node\n${text}`);
  return file;
}

function load(file: string, environment: NodeJS.ProcessEnv = {}): string {
  const script = `require(${JSON.stringify(tool)}).loadBundle(${JSON.stringify(file)})`;
  return execFileSync(process.execPath, ["-e", script], {
    encoding: "utf8",
    env: { ...process.env, ...environment },
  });
}
