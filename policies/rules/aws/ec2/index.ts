import type { Rule } from "../../../rule";
import { instanceProfile } from "./instanceProfile";
import { machinePatchGroupTag } from "./machinePatchGroupTag";

export const ec2Rules: readonly Rule[] = [machinePatchGroupTag, instanceProfile];
