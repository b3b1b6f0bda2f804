// @ts-check
/**
 * Serves `pulumirpc.LanguageRuntime` for Node programs, for an engine that was built from its Go modules: the official
 * `pulumi-language-nodejs` is not published as one. Bundled into a single executable file beside the engine.
 */
const grpc = require("@grpc/grpc-js");
const empty = require("google-protobuf/google/protobuf/empty_pb");
const { LanguageRuntimeService } = require("@pulumi/pulumi/proto/language_grpc_pb");
const proto = require("@pulumi/pulumi/proto/language_pb");
const plugin = require("@pulumi/pulumi/proto/plugin_pb");
const { ENGINE_VERSION } = require("../engineVersion");
const { endAllChildren } = require("./children");
const { programDependencies } = require("./dependencies");
const { installDependencies } = require("./install");
const { runPlugin } = require("./runPlugin");
const { runProgram } = require("./runProgram");

/** The engine gives its address as the last argument, or later in the handshake. */
let engineAddress = process.argv[2] ?? "";

/** @param {(call: any) => any} answer */
const unary = (answer) => (/** @type {any} */ call, /** @type {any} */ reply) => {
  Promise.resolve()
    .then(() => answer(call))
    .then(
      (response) => reply(null, response),
      (error) => reply({ code: grpc.status.UNKNOWN, details: error.message }),
    );
};

const about = () => {
  const response = new proto.AboutResponse();
  response.setExecutable(process.execPath);
  response.setVersion(process.version);
  return response;
};

const pluginInfo = () => {
  const response = new plugin.PluginInfo();
  response.setVersion(ENGINE_VERSION);
  return response;
};

/** Calls that are not listed answer UNIMPLEMENTED: that is the default of the gRPC server. */
const service = {
  handshake: unary((call) => {
    engineAddress = call.request.getEngineAddress() || engineAddress;
    return new proto.LanguageHandshakeResponse();
  }),
  // Empty is allowed: the engine then finds the plugins when the first resource asks for one.
  getRequiredPlugins: unary(() => new proto.GetRequiredPluginsResponse()),
  getRequiredPackages: unary(() => new proto.GetRequiredPackagesResponse()),
  run: unary((call) => runProgram(call, engineAddress)),
  runPlugin,
  installDependencies,
  getPluginInfo: unary(pluginInfo),
  about: unary(about),
  getProgramDependencies: unary((call) => programDependencies(call.request)),
  runtimeOptionsPrompts: unary(() => new proto.RuntimeOptionsResponse()),
  cancel: unary(() => {
    endAllChildren();
    return new empty.Empty();
  }),
};

/** @param {number} code */
function shutDown(code) {
  endAllChildren();
  process.exit(code);
}

function serve() {
  const unlimited = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };
  const server = new grpc.Server(unlimited);
  server.addService(LanguageRuntimeService, /** @type {any} */ (service));
  server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error) {
      process.stderr.write(`language host: cannot listen on 127.0.0.1: ${error.message}\n`);
      process.exit(1);
    }
    process.stdout.write(`${port}\n`);
  });
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => shutDown(1));
process.on("exit", endAllChildren);
// The engine holds the other end of our input for as long as it lives: its end is the end of an engine that was killed.
process.stdin.on("end", () => shutDown(1)).resume();
serve();
