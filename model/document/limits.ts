/** How many machines are patched at once, beyond a ring's own concurrency: over all groups, and in one group. */
import { mapping, patternText } from "./parsed";
import { rate } from "./rates";

/** What both AWS and Azure take. */
const tagKey = patternText(
  /^(?!aws:)[A-Za-z0-9][A-Za-z0-9 _.:@-]{0,126}$/i,
  "the key of a tag, such as Cluster",
);

/** Of a group without limits, too. */
export const defaultClusterTag = "Cluster";

export const documentLimits = mapping({
  perAccount: rate(1)
    .optional()
    .meta({
      description:
        "Machines of one account or subscription at once, over all groups; no limit when left out",
      examples: [50, "10%"],
    }),
  perMirror: rate(1)
    .optional()
    .meta({
      description: "Machines that load patches from one mirror at once; no limit when left out",
      examples: [100],
    }),
});

export const groupLimits = mapping({
  perCluster: rate(1)
    .optional()
    .meta({
      description: "Machines of one cluster at once; no limit when left out",
      examples: [1, "25%"],
    }),
  perZone: rate(1)
    .optional()
    .meta({
      description: "Machines of one availability zone at once; no limit when left out",
      examples: ["50%"],
    }),
  perAccount: rate(1)
    .optional()
    .meta({
      description:
        "The group's machines of one account or subscription at once; no limit when left out",
      examples: [20],
    }),
  clusterTag: tagKey.default(defaultClusterTag).meta({
    description: "Key of the tag that names a machine's cluster",
    examples: ["Cluster"],
  }),
});
