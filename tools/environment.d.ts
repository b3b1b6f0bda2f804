/** The sandbox of this project: `.patchwarden/`, unless `PATCHWARDEN_SANDBOX` names another folder. */
export declare function defaultSandboxFolder(env?: NodeJS.ProcessEnv): string;

/** The environment for any `pulumi` that shall run against the sandbox in `sandboxFolder`. */
export declare function sandboxEnvironment(
  sandboxFolder: string,
  base?: NodeJS.ProcessEnv,
): Record<string, string>;

/** Absolute path of the engine, `…/bin/pulumi`; throws when the set-up has not run. */
export declare function engineCommand(): string;
