/** The sandbox's `azure-native` provider plugin: bundled to `dist/sandbox/azureNative.js` and started by the engine. */
import { azureCloud } from "./provider/azureCloud";
import { serveProvider } from "./provider/serve";

serveProvider(azureCloud).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
