/** The tag that puts a team's own machines into a ring: `tags: { ...patchTags(plan, "web", "canary") }`. */
export { patchTags } from "../model/patchTags";
