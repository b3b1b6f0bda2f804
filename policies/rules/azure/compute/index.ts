import type { Rule } from "../../../rule";
import { machinePatchGroupTag } from "./machinePatchGroupTag";
import { vmPatchSettings } from "./vmPatchSettings";

export const computeRules: readonly Rule[] = [machinePatchGroupTag, vmPatchSettings];
