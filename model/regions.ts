/** Regions and locations that this release knows. Vendors add some every year, so that another one is no fault. */

/** Those of all partitions. @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html */
export const awsRegions: readonly string[] = listed([
  "af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3",
  "ap-south-1 ap-south-2 ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4",
  "ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-central-1 ca-west-1 cn-north-1",
  "cn-northwest-1 eu-central-1 eu-central-2 eu-isoe-west-1 eu-north-1 eu-south-1",
  "eu-south-2 eu-west-1 eu-west-2 eu-west-3 eusc-de-east-1 il-central-1",
  "me-central-1 me-south-1 mx-central-1 sa-east-1 us-east-1 us-east-2",
  "us-gov-east-1 us-gov-west-1 us-iso-east-1 us-iso-west-1 us-isob-east-1 us-isob-west-1",
  "us-isof-east-1 us-isof-south-1 us-west-1 us-west-2",
]);

/** Those of all Azure clouds. @see https://learn.microsoft.com/azure/reliability/regions-list */
export const azureLocations: readonly string[] = listed([
  "eastus eastus2 eastus3 centralus northcentralus southcentralus",
  "westcentralus westus westus2 westus3 canadacentral canadaeast",
  "mexicocentral brazilsouth brazilsoutheast chilecentral northeurope westeurope",
  "austriaeast belgiumcentral denmarkeast francecentral francesouth germanynorth",
  "germanywestcentral italynorth norwayeast norwaywest polandcentral spaincentral",
  "swedencentral swedensouth switzerlandnorth switzerlandwest uksouth ukwest",
  "israelcentral qatarcentral uaecentral uaenorth southafricanorth southafricawest",
  "eastasia southeastasia australiacentral australiacentral2 australiaeast australiasoutheast",
  "centralindia southindia westindia jioindiacentral jioindiawest indonesiacentral",
  "japaneast japanwest koreacentral koreasouth malaysiawest newzealandnorth",
  "taiwannorth centraluseuap eastus2euap chinaeast chinaeast2 chinaeast3",
  "chinanorth chinanorth2 chinanorth3 usdodcentral usdodeast usgovarizona",
  "usgoviowa usgovtexas usgovvirginia usnateast usnatwest usseceast",
  "ussecwest",
]);

export type Partition = "aws" | "aws-cn" | "aws-us-gov" | "aws-iso" | "aws-iso-b" | "aws-eusc";

const partitions: readonly (readonly [prefix: string, partition: Partition])[] = [
  ["cn-", "aws-cn"],
  ["us-gov-", "aws-us-gov"],
  ["us-isob-", "aws-iso-b"],
  ["us-iso-", "aws-iso"],
  ["eusc-", "aws-eusc"],
];

/** Accounts of one partition know nothing of those of another. */
export function partitionOf(region: string): Partition {
  return partitions.find(([prefix]) => region.startsWith(prefix))?.[1] ?? "aws";
}

function listed(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => line.split(" "));
}
