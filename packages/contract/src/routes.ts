// How a route of our own interface is written down: as data, from which the server mounts it, a client is typed, and the OpenAPI document is made.
import type { z } from "zod";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface Route {
  readonly method: Method;
  /** With parameters as ":name". */
  readonly path: `/api/v1/${string}`;
  /** One line for the reference. */
  readonly summary: string;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Undefined: an empty answer, 204. */
  readonly answer?: z.ZodType;
  /** The media type of an answer that is not JSON: the handler sends it by itself. */
  readonly media?: string;
  /** Nobody needs to be signed in. */
  readonly open?: true;
}

/** The routes of one domain, by the names of their use cases. */
export type Routes = Readonly<Record<string, Route>>;

/** Keeps the literal types of a domain's routes. */
export const routes = <const R extends Routes>(table: R): R => table;

/** The names of the parameters in a path. */
export type ParamsOf<P extends string> = P extends `${string}:${infer Name}/${infer Rest}` ? Name | ParamsOf<`/${Rest}`> : P extends `${string}:${infer Name}` ? Name : never;

export type Params<R extends Route> = Readonly<Record<ParamsOf<R["path"]>, string>>;
export type Query<R extends Route> = R extends { readonly query: infer Q extends z.ZodType } ? z.output<Q> : undefined;
export type Body<R extends Route> = R extends { readonly body: infer B extends z.ZodType } ? z.output<B> : undefined;
export type Answer<R extends Route> = R extends { readonly answer: infer A extends z.ZodType } ? z.input<A> : void;

/** What a caller gives: before defaults are put in. */
export type Given<R extends Route> = (ParamsOf<R["path"]> extends never ? { readonly params?: undefined } : { readonly params: Params<R> }) &
  (R extends { readonly query: infer Q extends z.ZodType } ? { readonly query?: z.input<Q> } : { readonly query?: undefined }) &
  (R extends { readonly body: infer B extends z.ZodType } ? { readonly body: z.input<B> } : { readonly body?: undefined });
