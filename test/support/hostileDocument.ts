/** A policy whose free texts try to be more than text, and the same one with harmless texts. */
import { starterPolicy } from "../../model/starter";

export const hostileWords = [
  "</td></tr></table><script>alert(1)</script>",
  '" onmouseover="alert(1)" x=\'',
  "<img src=https://evil.example/x.png>",
  "| a | b |\n\n# heading\n- list\n1. one",
  "[click](javascript:alert(1)) ![x](https://evil.example) **bold** `code` ~~no~~ $x$",
  "@everyone and \u202egnihtemos esle\u202c\u0000\u001b[31m",
  "&lt;b&gt; &amp; \u2028 </style><style>*{display:none}</style>",
  "``` `` ` \\ \\| end\\",
];

/** One exception for each text, with the text wherever a document may hold one. */
export function documentWith(words: readonly string[]): string {
  const exceptions = words.map((word, index) => {
    const text = JSON.stringify(word);
    return `  - { id: RISK-${index}, rule: soak/not-kept, reason: ${text}, owner: ${text}, approvedBy: ${text}, expires: 2027-03-31 }`;
  });
  const owner = JSON.stringify(words[0] ?? "");
  return `${starterPolicy.replace("owner: web-team", `owner: ${owner}`)}exceptions:\n${exceptions.join("\n")}\n`;
}
