/** The sandbox's `aws` provider plugin: bundled to `dist/sandbox/aws.js` and started by the engine. */
import { awsCloud } from "./provider/awsCloud";
import { serveProvider } from "./provider/serve";

serveProvider(awsCloud).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
