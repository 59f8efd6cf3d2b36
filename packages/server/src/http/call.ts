import type { Answer, Body, Params, Query, Route, Routes } from "@lockstep/contract";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Actor } from "../actor.ts";

/** What a handler of our own interface is given; everything is checked by the contract's schemas. */
export interface Call<R extends Route> {
  readonly actor: R extends { readonly open: true } ? Actor | undefined : Actor;
  readonly params: Params<R>;
  readonly query: Query<R>;
  readonly body: Body<R>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** A handler for each route of a domain's contract. */
export type Handlers<T extends Routes> = { readonly [K in keyof T]: (call: Call<T[K]>) => Promise<Answer<T[K]>> };

/** Routes with their handlers, as they are mounted. */
export interface Mounted {
  readonly route: Route;
  readonly name: string;
  readonly handle: (call: Call<Route>) => Promise<unknown>;
}

/** Puts handlers to the routes of a domain. */
export function handlers<const T extends Routes>(table: T, handles: Handlers<T>): readonly Mounted[] {
  return Object.entries(table).map(([name, route]) => {
    const handle = handles[name] as unknown as Mounted["handle"];
    return { route, name, handle };
  });
}
