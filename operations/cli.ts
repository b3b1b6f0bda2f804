/** Entry of the `patchwarden` command: connects the command line to this process. */
import { runCommandLine } from "./commandLine";

process.exitCode = runCommandLine(process.argv.slice(2), {
  cwd: process.cwd(),
  now: () => Date.now(),
  out: (text) => console.log(text),
  err: (text) => console.error(text),
});
