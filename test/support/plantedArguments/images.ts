/** Wrong arguments of the last good image of an Auto Scaling group. */
import { LastGoodImage, type LastGoodImageArgs } from "../../../components/aws";
import { planted } from "./plantedArgument";

const image = {
  accountId: "012345678901",
  region: "eu-central-1",
  groupName: "web-asg",
  imageId: "ami-0123456789abcdef0",
};

export const imageFaults = planted(
  "LastGoodImage",
  (args) => new LastGoodImage("web", { ...image, ...args } as unknown as LastGoodImageArgs),
  [
    ["a short account", { accountId: "1" }, 'accountId must be twelve digits, got "1"'],
    [
      "no region",
      { region: "europe" },
      'region must be a region such as eu-central-1, got "europe"',
    ],
    [
      "a group whose name would be a reference",
      { groupName: "{{ web }}" },
      'groupName must be 1–255 letters, digits and _.+=@-, got "{{ web }}"',
    ],
    [
      "an image by its name",
      { imageId: "web-2026-12" },
      'imageId must be an image\'s id such as ami-0123456789abcdef0, got "web-2026-12"',
    ],
    [
      "more than the whole group in service",
      { minHealthyPercent: 101 },
      "minHealthyPercent must be a whole number 0–100, got 101",
    ],
    [
      "a word for protection",
      { protectsImages: "yes" },
      'protectsImages must be true or false, got "yes"',
    ],
    [
      "a boundary by its name",
      { permissionsBoundary: "boundary" },
      'permissionsBoundary must be a policy\'s ARN such as arn:aws:iam::012345678901:policy/boundary, got "boundary"',
    ],
    [
      "a tag of AWS's own",
      { tags: { "aws:x": "y" } },
      'tags must have keys of 1–128 characters that do not begin with aws: and values of up to 256, got "aws:x"',
    ],
  ],
);
