/** A small valid policy as text, with parts to replace: what the tests of the document start from. */

const sections = {
  head: "version: 1\norganisation: acme\ntimezone: Europe/Berlin\neffectiveFrom: 2026-12-01",
  clouds: `clouds:
  aws: { accounts: { prod: { id: "123456789012" }, dev: { id: "210987654321" } } }
  azure:
    subscriptions: { prod: { id: 11111111-2222-3333-4444-555555555555 } }
    resourceGroup: rg-patching`,
  tiers: "tiers:\n  gold: { deadlines: { critical: 14d, high: 30d } }",
  outOfCycle: "outOfCycle:\n  urgent: {}",
  baselines: `baselines:
  linux:
    systems: [amazon-linux-2023, rhel-9]
    approve: [{ classification: [security], after: 2d }]
  windows:
    systems: [windows-server-2022]
    approve: [{ classification: [security, critical] }]`,
  windows: "windows:\n  sunday: { schedule: every sunday at 04:00 }",
  freezes: "freezes: []",
  groups: `groups:
  web:
    tier: gold
    owner: web-team
    baselines: [linux]
    aws: { accounts: [prod], regions: [eu-central-1] }
    rings:
      - { name: canary, window: sunday }
      - { name: broad, window: sunday, soak: 2d }`,
  rest: "",
};

export type Sections = Partial<typeof sections>;

export function policyText(replaced: Sections = {}): string {
  return `${Object.values({ ...sections, ...replaced }).join("\n")}\n`;
}

/** Groups on both clouds, in two environments, with a ring that is in one region only. */
export const twoClouds = `groups:
  web:
    tier: gold
    owner: web-team
    baselines: [linux, windows]
    aws: { accounts: [prod], regions: [eu-central-1, eu-west-1] }
    azure: { locations: [westeurope] }
    rings:
      - { name: canary, window: sunday, regions: [eu-central-1] }
      - { name: broad, window: sunday, soak: 2d }
  build:
    tier: gold
    owner: platform
    environment: development
    baselines: [linux]
    aws: { accounts: [dev], regions: [eu-central-1] }
    rings: [{ name: all, window: sunday }]`;
