/** Faults planted in the rendered workflow that restores a machine. */
import { type Change, disarm, rewrite, runAfter } from "./changedAction";

export const restoreFaults: Readonly<Record<string, Change>> = {
  "any machine's point will do": rewrite(
    "If_ready",
    "body('Read_point')?['properties']?['sourceMetadata']?['vmId']",
    "body('Read_vm')?['properties']?['vmId']",
  ),
  "a part of the disks is enough": rewrite(
    "If_ready",
    "equals(length(variables('made'))",
    "lessOrEquals(length(variables('made'))",
  ),
  "new disks lose their zone": rewrite("Write_new_disk", "'zones'", "'areas'"),
  "new disks lose their encryption": rewrite("Write_new_disk", "'encryption'", "'encoding'"),
  "the machine is not stopped": disarm("Stop_machine"),
  "the system disk stays": disarm("Swap_system"),
  "the data disks stay away": disarm("Attach_new"),
  "new disks come at other LUNs": rewrite("New_disks", "item()?['lun']", "add(item()?['lun'], 1)"),
  "the machine is not started": disarm("Start_machine"),
  "nothing is verified": rewrite("If_verified", "@and(", "@or(equals(1, 1), "),
  "the health check is not looked at": rewrite(
    "If_verified",
    "'passed', 'none'",
    "'passed', 'none', 'the health check failed: Failed with exit code 1'",
  ),
  "old disks are not put back": disarm("Swap_back"),
  "old data disks are not put back": disarm("Attach_old"),
  "the machine is not started again": disarm("Start_again"),
  "nobody waits for the machine to rest": rewrite("Await_rest", "PT20M", "PT0M"),
  "it is started again only when all went well": runAfter("Start_again", {
    If_swapped: ["Failed"],
  }),
  "old disks are put back in any case": rewrite(
    "If_to_put_back",
    "not(variables('restored'))",
    "equals(1, 1)",
  ),
  "old disks are not tagged": disarm("Tag_disk"),
  "disks are tagged in any case": rewrite("If_restored", "@variables('restored')", "@equals(1, 1)"),
  "the outcome is not written": disarm("Write_outcome"),
  "a bad end is silent": disarm("End_as_failed"),
  "run commands are left": disarm("Forget_check_restored"),
};
