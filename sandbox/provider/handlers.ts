/** `pulumirpc.ResourceProvider` for one cloud: the protocol's messages around the resource operations. */
import * as grpc from "@grpc/grpc-js";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { CloudStore } from "../cloud/cloudStore";
import type { Schema } from "../schema/shape";
import { checkResource } from "./checkResource";
import { type CloudKind, withoutVersion } from "./cloudKind";
import { cloudView } from "./cloudView";
import { checkConfiguration, configuredAccount, diffConfiguration } from "./configuration";
import { diffResource } from "./diffResource";
import { checkResponse, diffResponse, fromStruct, namingOf, toStruct } from "./messages";
import * as operations from "./resourceOperations";
import type { Provider } from "./target";
import { revealObject, toWireObject } from "./wireValue";

export interface ProviderParts {
  readonly kind: CloudKind;
  readonly version: string;
  readonly schema: () => Promise<Schema>;
  readonly store: CloudStore;
}

/** One method of the service: the request's message in, the answer's message out. */
type Handler<Request, Response> = (request: Request) => Response | Promise<Response>;

export class GrpcError extends Error {
  readonly code: grpc.status;

  constructor(code: grpc.status, message: string) {
    super(message);
    this.code = code;
  }
}

export function providerHandlers(parts: ProviderParts) {
  const { kind, store } = parts;
  let configured: Provider | undefined;
  const provider = (): Provider => {
    if (configured === undefined) throw new Error("the engine has not configured the provider");
    return configured;
  };
  return {
    ...infoHandlers(parts),
    ...configurationHandlers(parts, (next) => {
      configured = next;
    }),
    ...resourceHandlers(provider),
    invoke: ((request) => {
      const { account } = provider();
      const token = withoutVersion(request.getTok());
      const invoke = Object.hasOwn(kind.invokes, token) ? kind.invokes[token] : undefined;
      if (invoke === undefined) throw new Error(kind.unknownFunction(request.getTok()));
      const scope = { account: account.account, region: account.region, partition: "aws" } as const;
      const cloud = cloudView(store, kind.sdk, scope);
      const answer = invoke(revealObject(fromStruct(request.getArgs())), { account, cloud });
      return new proto.InvokeResponse().setReturn(toStruct(toWireObject(answer)));
    }) satisfies Handler<proto.InvokeRequest, proto.InvokeResponse>,
  };
}

function infoHandlers({ version }: ProviderParts) {
  const unsupported = (method: string) => (): never => {
    throw new GrpcError(grpc.status.UNIMPLEMENTED, `${method} is not implemented by the sandbox`);
  };
  return {
    handshake: () =>
      new proto.ProviderHandshakeResponse()
        .setAcceptSecrets(true)
        .setSupportsAutonamingConfiguration(true),
    getPluginInfo: () => new plugin.PluginInfo().setVersion(version),
    getSchema: () => new proto.GetSchemaResponse().setSchema("{}"),
    getMapping: () => new proto.GetMappingResponse(),
    getMappings: () => new proto.GetMappingsResponse(),
    attach: () => new Empty(),
    cancel: () => new Empty(),
    construct: unsupported("Construct"),
    call: unsupported("Call"),
    parameterize: unsupported("Parameterize"),
  };
}

function configurationHandlers(
  { kind, schema, store }: ProviderParts,
  configure: (provider: Provider) => void,
) {
  return {
    checkConfig: async (request: proto.CheckRequest) => {
      const news = fromStruct(request.getNews());
      return checkResponse(news, checkConfiguration(kind, await schema(), news));
    },
    diffConfig: async (request: proto.DiffRequest) => {
      const olds = fromStruct(request.getOldInputs() ?? request.getOlds());
      const news = fromStruct(request.getNews());
      const changes = diffConfiguration(kind, await schema(), olds, news);
      return diffResponse({ changes, deleteBeforeReplace: false });
    },
    configure: async (request: proto.ConfigureRequest) => {
      const shapes = await schema();
      const account = configuredAccount(kind, shapes, fromStruct(request.getArgs()));
      configure({ kind, schema: shapes, store, account });
      return new proto.ConfigureResponse()
        .setAcceptsecrets(true)
        .setSupportspreview(true)
        .setSupportsAutonamingConfiguration(true);
    },
  };
}

function resourceHandlers(provider: () => Provider) {
  return {
    check: (request: proto.CheckRequest) => {
      const { inputs, failures } = checkResource(provider(), {
        urn: request.getUrn(),
        olds: fromStruct(request.getOlds()),
        news: fromStruct(request.getNews()),
        seed: request.getRandomseed_asU8(),
        ...namingOf(request.getAutonaming()),
      });
      return checkResponse(inputs, failures);
    },
    diff: (request: proto.DiffRequest) => {
      const olds = {
        inputs: fromStruct(request.getOldInputs()),
        outputs: fromStruct(request.getOlds()),
      };
      const news = fromStruct(request.getNews());
      const ignored = request.getIgnorechangesList();
      return diffResponse(diffResource(provider(), request.getUrn(), olds, news, ignored));
    },
    create: (request: proto.CreateRequest) => {
      const inputs = fromStruct(request.getProperties());
      const made = operations.create(provider(), request.getUrn(), inputs, request.getPreview());
      return new proto.CreateResponse().setId(made.id).setProperties(toStruct(made.outputs));
    },
    read: (request: proto.ReadRequest) => {
      const inputs = fromStruct(request.getInputs());
      const found = operations.read(provider(), {
        urn: request.getUrn(),
        id: request.getId(),
        inputs,
      });
      // An answer without an id says that the resource is gone.
      if (found === undefined) return new proto.ReadResponse();
      return new proto.ReadResponse()
        .setId(found.id)
        .setInputs(toStruct(found.inputs))
        .setProperties(toStruct(found.outputs));
    },
    update: (request: proto.UpdateRequest) => {
      const change = {
        urn: request.getUrn(),
        id: request.getId(),
        olds: fromStruct(request.getOlds()),
        news: fromStruct(request.getNews()),
      };
      const outputs = operations.update(provider(), change, request.getPreview());
      return new proto.UpdateResponse().setProperties(toStruct(outputs));
    },
    delete: (request: proto.DeleteRequest) => {
      const inputs = fromStruct(request.getOldInputs());
      operations.remove(provider(), { urn: request.getUrn(), id: request.getId(), inputs });
      return new Empty();
    },
  };
}
