export type BundleName = "awsProvider" | "azureProvider" | "policies" | "cli" | "start";

/** Bundles what has changed since it was bundled last; throws with esbuild's message when a source is wrong. */
export declare function makeBundles(root: string, names: readonly BundleName[]): Promise<void>;
