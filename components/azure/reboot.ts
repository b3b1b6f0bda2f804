/** The reboot setting of a schedule. Azure takes three words and reads two of them back under other names. */
import type { Reboot } from "../../model/plan";
import { isText, show } from "../arguments";

/** Our words, Azure's input words, and the words that Azure reads back. */
export type RebootSetting =
  | Reboot
  | "IfRequired"
  | "Never"
  | "Always"
  | "NeverReboot"
  | "AlwaysReboot";

const inputWords: Readonly<Record<RebootSetting, "IfRequired" | "Never" | "Always">> = {
  ifRequired: "IfRequired",
  never: "Never",
  always: "Always",
  IfRequired: "IfRequired",
  Never: "Never",
  Always: "Always",
  NeverReboot: "Never",
  AlwaysReboot: "Always",
};

/** The word that Azure's API takes as input. */
export function toAzureReboot(reboot: RebootSetting): "IfRequired" | "Never" | "Always" {
  return inputWords[reboot];
}

/** Words that follow `reboot` when the word is none that is known. */
export function rebootComplaint(reboot: unknown): string | undefined {
  return reboot === undefined || (isText(reboot, /./) && Object.hasOwn(inputWords, reboot))
    ? undefined
    : `must be ifRequired, never or always, got ${show(reboot)}`;
}
