export type BundleName = "awsProvider" | "azureProvider" | "policies" | "cli" | "start";

/** Entry and output of each bundle, relative to the root. */
export declare const BUNDLES: Readonly<
  Record<BundleName, { readonly entry: string; readonly output: string }>
>;

/** Bundles what has changed since it was bundled last; throws with esbuild's message when a source is wrong. */
export declare function makeBundles(root: string, names: readonly BundleName[]): Promise<void>;
