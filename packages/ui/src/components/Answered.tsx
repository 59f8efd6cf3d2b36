import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Loading } from "./Loading.tsx";
import { ProblemNote } from "./PageProblem.tsx";

interface Props<T> {
  readonly query: UseQueryResult<T>;
  readonly children: (answer: T) => ReactNode;
  /** What is shown until the answer is there. */
  readonly loading?: ReactNode;
}

/** The three states of every question: on its way, refused, answered. A refused refresh keeps what was there. */
export function Answered<T>({ query, children, loading = <Loading /> }: Props<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <ProblemNote problem={query.error} onRetry={() => void query.refetch()} />;
  return loading;
}
