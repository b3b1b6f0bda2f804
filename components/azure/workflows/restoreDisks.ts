/**
 * New disks from a machine's restore point, beside the old ones: of the same kind, zone and encryption. Nothing of the machine is
 * touched yet. A disk that the machine has got since the point stays; one that it has lost comes back.
 * @see https://learn.microsoft.com/azure/virtual-machines/virtual-machines-create-restore-points
 */
import { armAction, type CallerIdentity } from "./armCalls";
import type { Action } from "./definition";
import { waitFor } from "./waiting";

/** The longest that the making of one disk may take, in minutes. */
const diskMinutes = 30;

const vm = "body('Read_vm')?['properties']";
const point = "body('Read_point')?['properties']";
const saved = `${point}?['sourceMetadata']?['storageProfile']`;
const slot = (key: string): string => `items('Make_disks')?['${key}']`;
const runName = "uriComponent(last(split(outputs('Asked')?['run'], '/')))";

/** The name that the pre-event gives: of the machine, and its GUID, which keeps namesakes apart. */
const pointPath = [
  "concat('/subscriptions/', parameters('subscription')",
  "'/resourceGroups/', parameters('restorePointGroup')",
  "'/providers/Microsoft.Compute/restorePointCollections/'",
  `take(outputs('Parts')[8], 40), '-', toLower(coalesce(${vm}?['vmId'], 'unknown'))`,
  `'/restorePoints/', ${runName})`,
].join(", ");

/** An expression: the point is complete and of this machine, and each disk of it has been made. */
export const madeDisks = [
  `and(equals(${point}?['provisioningState'], 'Succeeded')`,
  `equals(toLower(coalesce(${point}?['sourceMetadata']?['vmId'], '')), toLower(coalesce(${vm}?['vmId'], 'unknown')))`,
  "greater(length(coalesce(outputs('Slots'), createArray())), 0)",
  "equals(length(variables('made')), length(coalesce(outputs('Slots'), createArray()))))",
].join(", ");

export function makeDisks(identity: CallerIdentity): Record<string, Action> {
  return {
    Read_vm: armAction(identity, "readMachine", {
      path: "outputs('Machine')",
      query: "$expand=instanceView",
    }),
    Read_point: armAction(identity, "readRestorePoint", {
      path: pointPath,
      runAfter: { Read_vm: ["Succeeded"] },
    }),
    Saved_data: {
      type: "Query",
      inputs: {
        from: `@coalesce(${saved}?['dataDisks'], createArray())`,
        // A disk that the point leaves out stays as it is.
        where: "@not(equals(item()?['diskRestorePoint']?['id'], null))",
      },
      runAfter: { Read_point: ["Succeeded"] },
    },
    Data_slots: {
      type: "Select",
      inputs: {
        from: "@body('Saved_data')",
        select: {
          slot: "@string(item()?['lun'])",
          lun: "@item()?['lun']",
          point: "@item()?['diskRestorePoint']?['id']",
          source: "@item()?['managedDisk']?['id']",
          caching: "@coalesce(item()?['caching'], 'None')",
        },
      },
      runAfter: { Saved_data: ["Succeeded"] },
    },
    System_slot: {
      type: "Compose",
      inputs: {
        slot: "os",
        lun: -1,
        point: `@${saved}?['osDisk']['diskRestorePoint']['id']`,
        source: `@${saved}?['osDisk']['managedDisk']['id']`,
        caching: "None",
      },
      runAfter: { Data_slots: ["Succeeded"] },
    },
    Slots: {
      type: "Compose",
      inputs: "@union(createArray(outputs('System_slot')), body('Data_slots'))",
      runAfter: { System_slot: ["Succeeded"] },
    },
    Make_disks: {
      type: "Foreach",
      foreach: "@outputs('Slots')",
      actions: makeDisk(identity),
      runAfter: { Slots: ["Succeeded"] },
    },
  };
}

function makeDisk(identity: CallerIdentity): Record<string, Action> {
  const state = "body('Read_new_disk')?['properties']?['provisioningState']";
  return {
    Attached_here: {
      type: "Query",
      inputs: {
        from: `@coalesce(${vm}?['storageProfile']?['dataDisks'], createArray())`,
        where: `@equals(item()?['lun'], ${slot("lun")})`,
      },
      runAfter: {},
    },
    Old_disk: {
      type: "Compose",
      inputs: `@if(equals(${slot("slot")}, 'os'), ${vm}?['storageProfile']?['osDisk']?['managedDisk']?['id'], coalesce(first(body('Attached_here'))?['managedDisk']?['id'], ${slot("source")}))`,
      runAfter: { Attached_here: ["Succeeded"] },
    },
    Read_old_disk: armAction(identity, "readDisk", {
      path: "outputs('Old_disk')",
      runAfter: { Old_disk: ["Succeeded"] },
    }),
    New_disk: {
      type: "Compose",
      inputs: `@concat('/subscriptions/', parameters('subscription'), '/resourceGroups/', uriComponent(outputs('Parts')[4]), '/providers/Microsoft.Compute/disks/', ${newName})`,
      runAfter: { Read_old_disk: ["Succeeded"] },
    },
    Write_new_disk: armAction(identity, "writeDisk", {
      path: "outputs('New_disk')",
      body: `@${newDisk()}`,
      runAfter: { New_disk: ["Succeeded"] },
    }),
    Await_new_disk: waitFor({
      name: "Read_new_disk",
      read: armAction(identity, "readDisk", { path: "outputs('New_disk')" }),
      until: `contains(createArray('Succeeded', 'Failed', 'Canceled'), coalesce(${state}, ''))`,
      every: 10,
      minutes: diskMinutes,
      runAfter: { Write_new_disk: ["Succeeded"] },
    }),
    If_made: {
      type: "If",
      expression: `@equals(${state}, 'Succeeded')`,
      actions: { Note_made: noteMade() },
      else: { actions: {} },
      runAfter: { Await_new_disk: ["Succeeded"] },
    },
  };
}

/** At most 80 characters; the machine's GUID keeps namesakes apart. */
const newName = `concat(take(outputs('Parts')[8], 18), '-', toLower(${vm}?['vmId']), '-', take(${runName}, 14), '-', ${slot("slot")}, '-', outputs('Asked')?['attempt'])`;

function noteMade(): Action {
  const here = "first(body('Attached_here'))";
  return {
    type: "AppendToArrayVariable",
    inputs: {
      name: "made",
      value: {
        slot: `@${slot("slot")}`,
        lun: `@${slot("lun")}`,
        old: "@outputs('Old_disk')",
        new: "@outputs('New_disk')",
        caching: `@coalesce(${here}?['caching'], ${slot("caching")})`,
        accelerated: `@coalesce(${here}?['writeAcceleratorEnabled'], false)`,
        deleteOption: `@coalesce(${here}?['deleteOption'], 'Detach')`,
        replaces: `@or(equals(${slot("slot")}, 'os'), greater(length(body('Attached_here')), 0))`,
        tags: "@coalesce(body('Read_old_disk')?['tags'], json('{}'))",
      },
    },
    runAfter: {},
  };
}

const old = "body('Read_old_disk')";
const none = "json('{}')";

/** The body of the new disk: what the old one has is carried over only where it has it, since null is no value for Azure. */
function newDisk(): string {
  const carried = (source: string, key: string, when = "equals(1, 1)"): string =>
    `if(or(equals(${source}?['${key}'], null), not(${when})), ${none}, setProperty(${none}, '${key}', ${source}?['${key}']))`;
  const own = `${old}?['properties']`;
  const bought = `or(startsWith(${old}?['sku']?['name'], 'UltraSSD'), startsWith(${old}?['sku']?['name'], 'PremiumV2'))`;
  const creation = `setProperty(setProperty(${none}, 'createOption', 'Restore'), 'sourceResourceId', ${slot("point")})`;
  const properties = [
    `setProperty(${none}, 'creationData', ${creation})`,
    carried(own, "encryption"),
    carried(own, "securityProfile"),
    carried(own, "networkAccessPolicy"),
    carried(own, "publicNetworkAccess"),
    carried(own, "diskAccessId"),
    carried(own, "dataAccessAuthMode"),
    // Other kinds of disks do not take these two.
    carried(own, "diskIOPSReadWrite", bought),
    carried(own, "diskMBpsReadWrite", bought),
  ].join(", ");
  const tags = `setProperty(coalesce(${old}?['tags'], ${none}), 'patchwarden-restored-of', ${runName})`;
  return `union(setProperty(${none}, 'location', ${old}['location']), setProperty(${none}, 'sku', setProperty(${none}, 'name', ${old}['sku']['name'])), setProperty(${none}, 'tags', ${tags}), ${carried(old, "zones")}, setProperty(${none}, 'properties', union(${properties})))`;
}
