/** Serves a provider to the engine: a port on loopback, its number as the first line, the end with the engine. */
import * as path from "node:path";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { openCloudStore } from "../cloud/cloudStore";
import { installedSdk, loadSchema } from "../schema/loadSchema";
import type { CloudKind } from "./cloudKind";
import { GrpcError, providerHandlers } from "./handlers";

/** The engine sends whole states of large stacks in one message. */
const anySize = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

export async function serveProvider(kind: CloudKind): Promise<void> {
  const server = new grpc.Server(anySize);
  const handlers = providerHandlers({
    kind,
    version: installedSdk(kind.sdk).version,
    // Not before the engine asks for something that needs it.
    schema: () => loadSchema(kind.sdk),
    store: openCloudStore(path.join(sandboxFolder(), "cloud")),
  });
  const methods = Object.entries(handlers).map(([name, handler]) => [name, unary(handler)]);
  server.addService(ResourceProviderService, Object.fromEntries(methods));
  process.stdout.write(`${await bind(server)}\n`);
  const end = () => process.exit(0);
  process.stdin.on("end", end).on("close", end).resume();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, end);
}

function bind(server: grpc.Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
      if (error === null) resolve(port);
      else reject(error);
    });
  });
}

/** `PATCHWARDEN_SANDBOX`, else the folder that holds `PULUMI_HOME`. */
function sandboxFolder(): string {
  const { PATCHWARDEN_SANDBOX, PULUMI_HOME } = process.env;
  if (PATCHWARDEN_SANDBOX) return PATCHWARDEN_SANDBOX;
  if (PULUMI_HOME) return path.dirname(PULUMI_HOME);
  throw new Error("set PATCHWARDEN_SANDBOX: the folder that keeps the sandbox's clouds");
}

function unary(handler: (request: never) => unknown): grpc.handleUnaryCall<unknown, unknown> {
  return async (call, respond) => {
    try {
      respond(null, await handler(call.request as never));
    } catch (error) {
      const code = error instanceof GrpcError ? error.code : grpc.status.UNKNOWN;
      respond({ code, details: error instanceof Error ? error.message : String(error) });
    }
  };
}
