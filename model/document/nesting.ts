/**
 * Bounds the nesting of a YAML text before it is parsed. The parser is recursive, and a text that
 * exhausts the stack can end the process; the lexer is not, so its tokens are counted first.
 */
import { CST, Lexer } from "yaml";

/** A policy nests about eight levels. */
const deepestFlow = 50;
const mostIndicatorsOnALine = 50;
const widestIndent = 200;

/** The offset at which a text is nested deeper than any policy, if it is. */
export function tooDeepAt(text: string): number | undefined {
  const depth = { flow: 0, indicators: 0 };
  let offset = 0;
  let isLineStart = true;
  for (const token of new Lexer().lex(text)) {
    const type = CST.tokenType(token);
    if (type === "newline") {
      depth.indicators = 0;
    }
    const isWide = isLineStart && type === "space" && token.length > widestIndent;
    count(depth, type);
    if (isWide || depth.flow > deepestFlow || depth.indicators > mostIndicatorsOnALine) {
      return offset;
    }
    isLineStart = type === "newline";
    offset += isMark(token) ? 0 : token.length;
  }
  return undefined;
}

function count(depth: { flow: number; indicators: number }, type: string | null): void {
  switch (type) {
    case "flow-map-start":
    case "flow-seq-start":
      depth.flow += 1;
      break;
    case "flow-map-end":
    case "flow-seq-end":
      depth.flow = Math.max(0, depth.flow - 1);
      break;
    case "seq-item-ind":
    case "explicit-key-ind":
      depth.indicators += 1;
      break;
    case "map-value-ind":
      // Inside brackets these stand side by side.
      depth.indicators += depth.flow === 0 ? 1 : 0;
      break;
  }
}

/** Control characters that the lexer puts between the pieces of the text. */
function isMark(token: string): boolean {
  return token === CST.DOCUMENT || token === CST.FLOW_END || token === CST.SCALAR;
}
