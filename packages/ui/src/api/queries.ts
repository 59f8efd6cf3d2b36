import { ApiProblem, type Client } from "@lockstep/contract";
import { QueryCache, QueryClient, queryOptions, useMutation, useQueryClient, type UseMutationResult } from "@tanstack/react-query";
import { api, keepCsrfToken } from "./client.ts";

type Domain = keyof Client;
// A use case as a function, whatever it is given and answers.
type AnyUseCase = (given: never, signal?: AbortSignal) => Promise<unknown>;
type Given<F> = F extends (...given: infer G) => Promise<unknown> ? G[0] : never;
type Answer<F> = F extends (...given: never) => Promise<infer A> ? A : never;

/** What a use case answers: `AnswerOf<"runs", "readRun">`. */
export type AnswerOf<D extends Domain, K extends keyof Client[D]> = Answer<Client[D][K]>;

/** A question to the server with the name under which its answer is kept: its domain, its use case, and what it was given. */
export function ask<D extends Domain, K extends keyof Client[D]>(domain: D, name: K, given: Given<Client[D][K]>) {
  const useCase = api[domain][name] as AnyUseCase;
  return queryOptions({
    queryKey: [domain, name, given] as const,
    queryFn: async ({ signal }): Promise<AnswerOf<D, K>> => {
      const answer = await useCase(given as never, signal);
      // Nothing is an answer too, but not one that can be kept.
      return (answer ?? null) as AnswerOf<D, K>;
    },
  });
}

/** Who is signed in, and what they may do. */
export const whoAmI = queryOptions({ queryKey: ["accounts", "whoAmI"], queryFn: async () => keepCsrfToken(await api.accounts.whoAmI()), staleTime: 60_000 });

/** A change; afterwards what is shown of the named domains is asked again. Its problem is shown where `useChange` is called. */
export function useChange<I, A>(change: (input: I) => Promise<A>, domains: readonly Domain[], onDone?: (answer: A, input: I) => void): UseMutationResult<A, Error, I> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async (answer, input) => {
      onDone?.(answer, input);
      await Promise.all(domains.map(async (domain) => queries.invalidateQueries({ queryKey: [domain] })));
    },
  });
}

/** A question is asked again when the server is away or busy, not when it said no. */
const asksAgain = (failures: number, problem: Error): boolean => failures < 3 && (!(problem instanceof ApiProblem) || problem.status >= 500 || problem.status === 429);

/** The answers of the server as these pages keep them. Who is not signed in any more is sent to sign in, and back. */
export const newQueryClient = (onSignedOut: () => void): QueryClient =>
  new QueryClient({
    queryCache: new QueryCache({ onError: (problem) => problem instanceof ApiProblem && problem.status === 401 && onSignedOut() }),
    defaultOptions: { queries: { retry: asksAgain, retryDelay: (failures) => Math.min(1000 * 2 ** failures, 8000), staleTime: 5000, refetchOnWindowFocus: true } },
  });
