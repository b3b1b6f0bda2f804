/** Tokens of the compute types that other rules look at, and the names that the Compute API takes. */
import type { NameRule } from "../arm";

export const machineType = "azure-native:compute:VirtualMachine";
export const diskType = "azure-native:compute:Disk";
export const restorePointType = "azure-native:compute:RestorePoint";
export const restorePointCollectionType = "azure-native:compute:RestorePointCollection";

/** "Naming rules and restrictions for Azure resources": disks, snapshots and collections of restore points. */
export const diskName: NameRule = {
  form: /^[A-Za-z0-9](?:[\w.-]{0,78}\w)?$/,
  hint: "1 to 80 letters, digits, hyphens, underscores and dots, beginning with a letter or digit and ending with one or an underscore",
  code: "InvalidParameter",
};
