/** Options of a component that the engine hands on to no child by itself: protection and retention it does, times it does not. */
import * as pulumi from "@pulumi/pulumi";

/** The same options, whose `customTimeouts` count for every child that has none of its own. */
export function withTimeouts(
  options: pulumi.ComponentResourceOptions | undefined,
): pulumi.ComponentResourceOptions | undefined {
  const { customTimeouts } = options ?? {};
  if (options === undefined || customTimeouts === undefined) return options;
  return pulumi.mergeOptions(options, {
    transformations: [
      ({ props, opts }) =>
        opts.customTimeouts === undefined
          ? { props, opts: { ...opts, customTimeouts } }
          : undefined,
    ],
  });
}
