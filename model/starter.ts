/** The first policy that `patchwarden init` writes: small, commented, valid, and its proof holds. */

export const starterPolicy = `# yaml-language-server: $schema=./patching.schema.json
# A first patching policy. \`patchwarden check\` validates it and proves that its deadlines can be kept.
version: 1
organisation: my-organisation
timezone: Europe/Berlin # of windows, freezes and scans
effectiveFrom: 2026-12-01 # anchor of every schedule: what is deployed does not depend on today's date

clouds: # ids are quoted; for Azure add: azure: { subscriptions: { … }, resourceGroup: … }
  aws: { accounts: { main: { id: "123456789012" } } }

tiers: # what is promised, from the vendor's release to the patched machine
  standard: { deadlines: { critical: 21d, high: 30d, medium: 60d, low: 180d } }

baselines: # which patches are approved, and how long after their release
  linux:
    systems: [amazon-linux-2023]
    approve: [{ classification: [security], after: 2d }]

windows: # when patches are installed: 3 hours, no new work in the last one
  early: { schedule: "every wednesday, sunday at 04:00" }

freezes: # local days on which nothing is installed, both inclusive
  - { name: year-end, every: year, from: 12-24, to: 12-26 }

groups: # which machines, and the rings in which a patch travels through them
  web: # its machines carry the tag PatchGroup=web.canary or PatchGroup=web.broad
    tier: standard
    owner: web-team
    baselines: [linux]
    aws: { regions: [eu-central-1] }
    rings:
      - { name: canary, window: early }
      - { name: broad, window: early, soak: 2d }
`;
