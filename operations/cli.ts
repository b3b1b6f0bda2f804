/** Entry of the `patchwarden` command: connects the command line to this process. */
import { runCommandLine } from "./commandLine";
import { terminalProgress } from "./terminalProgress";

const progress = terminalProgress({
  isTerminal: process.stderr.isTTY === true,
  now: () => performance.now(),
  write: (text) => process.stderr.write(text),
});

/** What is being done stands in the last line, and makes room for what was done. */
function after(print: (text: string) => void): (text: string) => void {
  return (text) => {
    progress.clear();
    print(text);
  };
}

process.exitCode = runCommandLine(process.argv.slice(2), {
  cwd: process.cwd(),
  now: () => Date.now(),
  out: after((text) => console.log(text)),
  err: after((text) => console.error(text)),
  progress: progress.show,
});
progress.clear();
