/** The sections of a rendered policy, in the order of the paper. One that the document does not use is left out. */
import type { PolicySource } from "../source";
import type { Section } from "../tree";
import { baselinesSection } from "./baselines";
import { calendarSection } from "./calendar";
import { escalationSection } from "./escalation";
import { exceptionsSection } from "./exceptions";
import { freezesSection } from "./freezes";
import { notKeptSection } from "./notKept";
import { obligationsSection } from "./obligations";
import { openFindingsSection } from "./openFindings";
import { outOfCycleSection } from "./outOfCycle";
import { promisesSection } from "./promises";
import { proofSection } from "./proof";
import { ringsSection } from "./rings";
import { rolesSection } from "./roles";
import { runsSection } from "./runs";
import { scopeSection } from "./scope";
import { signaturesSection } from "./signatures";
import { sourcesSection } from "./sources";
import { tiersSection } from "./tiers";
import { vendorsSection } from "./vendors";
import { windowsSection } from "./windows";

type AddSection = (source: PolicySource) => Section | undefined;

export const sections: readonly AddSection[] = [
  scopeSection,
  rolesSection,
  tiersSection,
  promisesSection,
  obligationsSection,
  baselinesSection,
  windowsSection,
  ringsSection,
  runsSection,
  freezesSection,
  outOfCycleSection,
  escalationSection,
  exceptionsSection,
  vendorsSection,
  notKeptSection,
  proofSection,
  openFindingsSection,
  calendarSection,
  sourcesSection,
  signaturesSection,
];
