/** Makes `sandboxFolder` a sandbox: a Pulumi home with our providers, an empty state and cloud. Idempotent. */
export declare function prepareSandbox(sandboxFolder: string): void;
