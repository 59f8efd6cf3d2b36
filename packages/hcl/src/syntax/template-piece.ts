import type { SourceRange } from "../source/range.ts";
import type { Expression } from "./tree.ts";

/** A piece of a template before its directives are put together; text can still be trimmed. */
export type Piece =
  | { kind: "text"; text: string; range: SourceRange }
  | { kind: "interpolation"; expression: Expression; range: SourceRange }
  | { kind: "if"; condition: Expression; range: SourceRange }
  | { kind: "for"; keyName?: string; valueName: string; collection: Expression; range: SourceRange }
  | { kind: "else" | "endif" | "endfor"; range: SourceRange };
