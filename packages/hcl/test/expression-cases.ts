import { readFileSync } from "node:fs";

/** An expression, and what Terraform prints for it or says about it. */
export interface ExpressionCase {
  readonly topic: string;
  readonly expression: string;
  readonly printed?: string;
  readonly summary?: string;
  readonly detail?: string;
}

export const expressionCases = new URL("cases/expressions.jsonl", import.meta.url);

/** The recorded expressions, by topic. */
export function readExpressionCases(): Map<string, ExpressionCase[]> {
  const topics = new Map<string, ExpressionCase[]>();
  for (const line of readFileSync(expressionCases, "utf8").trim().split("\n")) {
    const one: ExpressionCase = JSON.parse(line);
    topics.set(one.topic, [...(topics.get(one.topic) ?? []), one]);
  }
  return topics;
}
