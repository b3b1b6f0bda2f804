/**
 * The resource types behind which software runs that somebody has to patch. Types of these two packages that do not
 * stand here (roles, networks, alarms, buckets, …) run none, and no row is asked for them. A test compares the list
 * with the installed SDKs.
 */
export const serviceKinds = {
  machine: [
    "aws:autoscaling/group:Group",
    "aws:ec2/fleet:Fleet",
    "aws:ec2/instance:Instance",
    "aws:ec2/spotFleetRequest:SpotFleetRequest",
    "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
    "aws:gamelift/fleet:Fleet",
    "aws:lightsail/instance:Instance",
    "azure-native:azurestackhci:VirtualMachineInstance",
    "azure-native:batch:Pool",
    "azure-native:compute:VirtualMachine",
    "azure-native:compute:VirtualMachineScaleSet",
    "azure-native:compute:VirtualMachineScaleSetVM",
    "azure-native:connectedvmwarevsphere:VirtualMachineInstance",
    "azure-native:hybridcompute:Machine",
    "azure-native:scvmm:VirtualMachineInstance",
  ],
  desktop: [
    "aws:appstream/fleet:Fleet",
    "aws:workspaces/pool:Pool",
    "aws:workspaces/workspace:Workspace",
    "azure-native:desktopvirtualization:HostPool",
  ],
  container: [
    "aws:batch/computeEnvironment:ComputeEnvironment",
    "aws:batch/jobDefinition:JobDefinition",
    "aws:ecs/service:Service",
    "aws:ecs/taskDefinition:TaskDefinition",
    "aws:eks/addon:Addon",
    "aws:eks/cluster:Cluster",
    "aws:eks/fargateProfile:FargateProfile",
    "aws:eks/nodeGroup:NodeGroup",
    "aws:lightsail/containerService:ContainerService",
    "azure-native:app:ContainerApp",
    "azure-native:app:Job",
    "azure-native:app:ManagedEnvironment",
    "azure-native:containerinstance:ContainerGroup",
    "azure-native:containerservice:AgentPool",
    "azure-native:containerservice:ManagedCluster",
    "azure-native:redhatopenshift:OpenShiftCluster",
    "azure-native:servicefabric:ManagedCluster",
  ],
  function: [
    "aws:lambda/function:Function",
    "aws:lambda/layerVersion:LayerVersion",
    "aws:synthetics/canary:Canary",
  ],
  appService: [
    "aws:amplify/app:App",
    "aws:apprunner/service:Service",
    "aws:elasticbeanstalk/environment:Environment",
    "azure-native:appplatform:Service",
    "azure-native:web:AppServiceEnvironment",
    "azure-native:web:StaticSite",
    "azure-native:web:WebApp",
    "azure-native:web:WebAppSlot",
  ],
  database: [
    "aws:docdb/cluster:Cluster",
    "aws:docdb/elasticCluster:ElasticCluster",
    "aws:dynamodb/table:Table",
    "aws:lightsail/database:Database",
    "aws:neptune/cluster:Cluster",
    "aws:rds/cluster:Cluster",
    "aws:rds/instance:Instance",
    "aws:redshift/cluster:Cluster",
    "aws:redshiftserverless/workgroup:Workgroup",
    "aws:timestreaminfluxdb/dbInstance:DbInstance",
    "azure-native:cosmosdb:CassandraCluster",
    "azure-native:cosmosdb:DatabaseAccount",
    "azure-native:dbformysql:Server",
    "azure-native:dbforpostgresql:Server",
    "azure-native:dbforpostgresql:ServerGroupCluster",
    "azure-native:kusto:Cluster",
    "azure-native:mongocluster:MongoCluster",
    "azure-native:sql:ManagedInstance",
    "azure-native:sql:Server",
    "azure-native:sqlvirtualmachine:SqlVirtualMachine",
  ],
  cache: [
    "aws:dax/cluster:Cluster",
    "aws:elasticache/cluster:Cluster",
    "aws:elasticache/replicationGroup:ReplicationGroup",
    "aws:elasticache/serverlessCache:ServerlessCache",
    "aws:memorydb/cluster:Cluster",
    "azure-native:redis:Redis",
    "azure-native:redisenterprise:RedisEnterprise",
  ],
  search: [
    "aws:cloudsearch/domain:Domain",
    "aws:elasticsearch/domain:Domain",
    "aws:opensearch/domain:Domain",
    "aws:opensearch/serverlessCollection:ServerlessCollection",
    "azure-native:search:Service",
  ],
  broker: [
    "aws:kinesis/stream:Stream",
    "aws:mq/broker:Broker",
    "aws:msk/cluster:Cluster",
    "aws:msk/serverlessCluster:ServerlessCluster",
    "aws:mskconnect/connector:Connector",
    "azure-native:eventhub:Namespace",
    "azure-native:servicebus:Namespace",
  ],
  data: [
    "aws:dms/replicationInstance:ReplicationInstance",
    "aws:emr/cluster:Cluster",
    "aws:emrserverless/application:Application",
    "aws:glue/job:Job",
    "aws:kinesisanalyticsv2/application:Application",
    "aws:mwaa/environment:Environment",
    "aws:sagemaker/endpoint:Endpoint",
    "aws:sagemaker/notebookInstance:NotebookInstance",
    "azure-native:databricks:Workspace",
    "azure-native:datafactory:IntegrationRuntime",
    "azure-native:hdinsight:Cluster",
    "azure-native:machinelearningservices:Compute",
    "azure-native:machinelearningservices:OnlineDeployment",
    "azure-native:synapse:BigDataPool",
    "azure-native:synapse:SqlPool",
  ],
  integration: [
    "aws:codebuild/project:Project",
    "aws:grafana/workspace:Workspace",
    "aws:imagebuilder/imagePipeline:ImagePipeline",
    "aws:transfer/server:Server",
    "azure-native:apimanagement:ApiManagementService",
    "azure-native:automation:RuntimeEnvironment",
    "azure-native:dashboard:Grafana",
  ],
  directory: [
    "aws:directoryservice/directory:Directory",
    "aws:fsx/windowsFileSystem:WindowsFileSystem",
    "azure-native:aad:DomainService",
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type ServiceKind = keyof typeof serviceKinds;

const kindOf = new Map<string, ServiceKind>(
  (Object.keys(serviceKinds) as ServiceKind[]).flatMap((kind) =>
    serviceKinds[kind].map((type) => [type, kind] as const),
  ),
);

/** Packages whose types the list above is about. */
const knownPackages = new Set(["aws", "azure-native"]);

/** Packages that declare values, files and other stacks' parts, and run nothing. */
const packagesWithoutSoftware = new Set([
  "archive",
  "azuread",
  "command",
  "local",
  "null",
  "pulumi",
  "pulumiservice",
  "random",
  "std",
  "synced-folder",
  "terraform",
  "time",
  "tls",
]);

/**
 * What runs behind a resource type: a kind of service, `none`, or `unknown` for a package that this list is not about.
 * Expects a type without an API version (`plainType`).
 */
export function serviceBehind(type: string): ServiceKind | "none" | "unknown" {
  const kind = kindOf.get(type);
  if (kind !== undefined) return kind;
  const [packageName = ""] = type.split(":");
  return knownPackages.has(packageName) || packagesWithoutSoftware.has(packageName)
    ? "none"
    : "unknown";
}
