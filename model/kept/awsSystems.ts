/** Where SSM keeps a field on some systems otherwise than on the others. */
import { byWorkflow, type KeptTable, natively, notKept } from "./answers";

/** Nothing that a delay could count from: the ring after installs what this one has had for the soak. */
const byList = byWorkflow(
  "a list of what the ring before has had for that long, in the same region; scans report what is on no list yet as missing",
);

/** APT's feeds carry no release dates, classifications or severities. */
export const onApt = {
  delay: notKept("SSM knows no approval delay there: patches are approved on release"),
  until: notKept("SSM knows no date there: the rule is left out"),
  classification: natively("security repository, or every repository"),
  severity: notKept("the package feed carries no severity: every security update is approved"),
  priority: natively("PRIORITY filter of the approval rule"),
  section: natively("SECTION filter of the approval rule"),
  soak: byList,
} satisfies KeptTable<string>;

/** The default repositories of CentOS carry no update notices: SSM takes everything there, or finds nothing. */
export const onCentos = {
  delay: notKept("packages there have no release date: they are approved as they appear"),
  until: notKept("packages there have no release date: the rule is left out"),
  classification: notKept(
    "the repositories carry no update notices: every update is approved, or none would be found",
  ),
  severity: notKept("the repositories carry no update notices: every update is approved"),
  soak: byList,
} satisfies KeptTable<string>;

export const onWindows = {
  applications: natively("PATCH_SET and PRODUCT_FAMILY filters of the approval rule"),
  availableSecurityUpdates: natively("availableSecurityUpdatesComplianceStatus of the baseline"),
  sources: notKept("SSM knows repositories for Linux only"),
  download: notKept("SSM fetches an update for Windows when it installs it"),
} satisfies KeptTable<string>;

export const onMacos = {
  systemUpdates: notKept("SSM installs packages on macOS, and no update of the system itself"),
  severity: notKept("packages there carry no severity: every security update is approved"),
  sources: notKept("SSM knows repositories for Linux only"),
  download: notKept("SSM fetches a package for macOS when it installs it"),
} satisfies KeptTable<string>;
