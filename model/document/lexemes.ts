/**
 * The pieces of a YAML text before nodes are made of it. What makes them is recursive, and a text that exhausts the
 * stack can end the process; the lexer is not, so nesting is counted here. Tags and directives are told on the way,
 * since what makes the nodes keeps quiet about most of them.
 */
import { CST, Lexer } from "yaml";

/** A policy nests about eight levels. */
const deepestFlow = 50;
const mostIndicatorsOnALine = 50;
const widestIndent = 200;

interface Told {
  /** Where the text is nested deeper than any policy: no lexeme comes after that. */
  tooDeep(offset: number): void;
  /** A tag or a directive. */
  mark(offset: number, written: string): void;
}

export function* lexemesOf(text: string, told: Told): Generator<string> {
  const depth = { flow: 0, indicators: 0 };
  let offset = 0;
  let before: string | null = "newline";
  for (const token of new Lexer().lex(text)) {
    // Behind its sign stands the text of a scalar, whatever it begins with.
    const type: string | null = before === "scalar" ? "text" : CST.tokenType(token);
    count(depth, type);
    const isTooWide = before === "newline" && type === "space" && isWide(token, text, offset);
    if (isTooWide || depth.flow > deepestFlow || depth.indicators > mostIndicatorsOnALine) {
      told.tooDeep(offset);
      return;
    }
    if (type === "tag" || type === "directive-line") told.mark(offset, token);
    yield token;
    before = type;
    if (!isSign(type)) offset += token.length;
  }
}

/** An indent that nothing follows nests nothing. */
function isWide(indent: string, text: string, offset: number): boolean {
  const next = text[offset + indent.length] ?? "\n";
  return indent.length > widestIndent && !"\r\n#".includes(next);
}

function count(depth: { flow: number; indicators: number }, type: string | null): void {
  switch (type) {
    case "newline":
      depth.indicators = 0;
      break;
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

/** What the lexer puts between the pieces of the text. */
function isSign(type: string | null): boolean {
  return type === "doc-mode" || type === "flow-error-end" || type === "scalar";
}
