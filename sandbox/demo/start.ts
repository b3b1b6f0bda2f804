/**
 * What `npm start` runs after the set-up: plan, proof, deployment of the example into the sandbox with the
 * policy pack on, and what stands afterwards. Nothing is deployed when the document or the proof fails.
 */
import * as path from "node:path";
import { asOfOrNow } from "../../model/asOf";
import { formatFault } from "../../model/fault";
import { reportFindings } from "../../model/findings/report";
import { loadPlan } from "../../model/load";
import type { Plan } from "../../model/plan";
import { nextRuns } from "../../model/plannedRuns";
import { prove } from "../../model/proof/prove";
import { renderFindings, renderProof } from "../../operations/checkText";
import { renderRuns } from "../../operations/commands/calendar";
import { verdict } from "../../operations/commands/check";
import { renderPlan } from "../../operations/commands/plan";
import { deployDemo } from "./deploy";
import { watchInterruptions } from "./interruption";
import { renderDeployed, renderNotKept } from "./summary";

const print = (...lines: readonly string[]): void => {
  process.stdout.write(`${lines.join("\n")}\n`);
};

async function start(): Promise<number> {
  const document = process.env["PATCHWARDEN_DOCUMENT"] ?? "patching.yaml";
  const loaded = loadPlan(path.resolve(document), document);
  if (!loaded.ok) {
    for (const fault of loaded.faults) process.stderr.write(`${formatFault(fault)}\n`);
    return 2;
  }
  const { plan } = loaded;
  const asOf = readAsOf();
  const proof = prove(plan, asOf);
  heading(`The plan of ${plan.organisation}`);
  print(...renderPlan(plan));
  heading("The proof");
  print(...renderProof(proof));
  const findings = reportFindings(loaded, proof, asOf);
  if (verdict(proof, findings, "error") !== 0) {
    print(...renderFindings(findings.filter(({ level }) => level === "error")));
    print("nothing was deployed: the policy has errors, or promises what its calendar cannot keep");
    print("next: change what is named above in the document, then npm start again");
    return 3;
  }
  heading("Deploying into the sandbox, with the policy pack on");
  const deployed = await deployDemo(interruption);
  if (interruption.happened()) {
    print("interrupted; npm start goes on from here");
    return 130;
  }
  if (!deployed.ok) {
    print(...deployed.messages, "nothing more was deployed", `next: ${deployed.next}`);
    return 1;
  }
  heading("What stands now");
  print(...renderDeployed(deployed));
  report(plan, asOf);
  return 0;
}

function report(plan: Plan, asOf: number): void {
  heading("The next five windows");
  print(...renderRuns(nextRuns(plan, asOf, 5)));
  heading("What a cloud does not keep");
  print(...renderNotKept(plan));
  heading("What to do next");
  print(
    "npx patchwarden check                     the whole proof, with every finding",
    "npm run sandbox -- preview                change patching.yaml first, and see what would change",
    "npm run sandbox -- stack export           the state of what was deployed",
    "npm run sandbox -- destroy --yes          removes it; reset instead of destroy --yes empties the sandbox at once",
    "README.md, “On your own clouds”           the same program against AWS and Azure",
  );
}

function heading(title: string): void {
  print("", title, "=".repeat(title.length));
}

function readAsOf(): number {
  const text = process.env["PATCHWARDEN_AS_OF"];
  const instant = asOfOrNow(text, Date.now());
  if (instant !== undefined) return instant;
  throw new Error(
    `PATCHWARDEN_AS_OF is "${text}"; write an instant such as 2026-12-01T00:00Z, or unset it`,
  );
}

const interruption = watchInterruptions();

start().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`start: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
