/**
 * Bounds the nesting of a YAML text before nodes are made of it. What makes them is recursive, and a text that
 * exhausts the stack can end the process; the lexer is not, so its tokens are counted on their way.
 */
import { CST, Lexer } from "yaml";

/** A policy nests about eight levels. */
const deepestFlow = 50;
const mostIndicatorsOnALine = 50;
const widestIndent = 200;

/** The lexer's tokens of a text, up to where it is nested deeper than any policy; then the offset is told. */
export function* lexemesOf(text: string, onTooDeep: (offset: number) => void): Generator<string> {
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
      onTooDeep(offset);
      return;
    }
    yield token;
    isLineStart = type === "newline";
    offset += isMark(token) ? 0 : token.length;
  }
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
