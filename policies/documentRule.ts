/**
 * The rule that there is a policy document, and the world that all other rules read. It is typed to the stack's root
 * resource, which every program registers first: the pack's configuration is known before any other rule runs.
 */
import type { Policies, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { frameworkOf, nist80040, nist80053 } from "./control";
import type { OpenedDocument } from "./document";
import type { OpenWorld } from "./rule";

export const documentRule = {
  id: "patchwarden-document",
  title: "The pack finds the organisation's valid policy document.",
  why: "Every rule judges by the document: without one nothing is judged, and silence would look like a pass.",
  level: "mandatory",
  severity: "critical",
  controls: [nist80040("§3.5"), nist80053("SI-2")],
  ruleset: "2026.11",
  fix: "Name the document in PATCHWARDEN_DOCUMENT, in policyFile of this rule's configuration, or put patching.yaml beside the pack's folder.",
  url: "https://csrc.nist.gov/pubs/sp/800/40/r4/final",
  types: ["pulumi:pulumi:Stack"],
  parameters: "The document itself.",
  missing: "A missing or invalid document fails the preview; no other rule judges then.",
} as const;

/** Opens the document named by the pack's configuration, by the environment or by its place. */
export type OpenFrom = (policyFile: string | undefined) => OpenedDocument;

export interface DocumentSource {
  readonly openWorld: OpenWorld;
  readonly policies: Policies;
}

function policyFileOf(config: { readonly policyFile?: unknown }): string | undefined {
  return typeof config.policyFile === "string" && config.policyFile !== ""
    ? config.policyFile
    : undefined;
}

/** Opens each document once a process, however many resources are judged. */
export function documentSource(open: OpenFrom): DocumentSource {
  const opened = new Map<string | undefined, OpenedDocument>();
  let policyFile: string | undefined;
  const current = (): OpenedDocument => {
    const document = opened.get(policyFile) ?? open(policyFile);
    opened.set(policyFile, document);
    return document;
  };
  const judge: Judge = (config, report) => {
    for (const key of Object.keys(config).filter((name) => name !== "policyFile")) {
      report(
        `the configuration has the unknown key ${key}, allowed policyFile; correct the key, or another document would judge unseen [${documentRule.id}]`,
      );
    }
    policyFile = policyFileOf(config);
    const document = current();
    if (!document.ok) {
      report(`${document.problem} [${documentRule.id}]`);
    }
  };
  return {
    openWorld: () => {
      const document = current();
      return document.ok ? document.world : undefined;
    },
    policies: [documentPolicy(judge)],
  };
}

type Judge = (config: { readonly policyFile?: unknown }, report: (line: string) => void) => void;

/** A stack without a root resource is judged as a whole instead: never a silent pass. */
function documentPolicy(judge: Judge): ResourceValidationPolicy & StackValidationPolicy {
  const [root] = documentRule.types;
  return {
    name: documentRule.id,
    description: documentRule.title,
    severity: documentRule.severity,
    enforcementLevel: documentRule.level,
    framework: frameworkOf(documentRule.controls),
    remediationSteps: documentRule.fix,
    url: documentRule.url,
    configSchema: { properties: { policyFile: { type: "string", default: "" } } },
    validateResource: Object.assign(
      ((args, report) =>
        judge(args.getConfig(), report)) satisfies ResourceValidationPolicy["validateResource"],
      { __pulumiType: root },
    ),
    validateStack: (args, report) => {
      if (!args.resources.some((resource) => resource.type === root)) {
        judge(args.getConfig(), report);
      }
    },
  };
}
