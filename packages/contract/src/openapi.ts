import { z } from "zod";
import { problems, type ProblemCode } from "./problems.ts";
import type { Route, Routes } from "./routes.ts";

/** A JSON object of the document. */
type Part = Readonly<Record<string, unknown>>;

/** An OpenAPI 3.1 document, as far as ours goes. */
export interface OpenApiDocument {
  readonly openapi: "3.1.1";
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Part>>>>;
  readonly components: Part;
  readonly security: readonly Part[];
}

/** The document of our own interface, made from the tables that requests are checked by. */
export function openApi(tables: Readonly<Record<string, Routes>>, version: string): OpenApiDocument {
  const paths: Record<string, Record<string, Part>> = {};
  for (const [domain, table] of Object.entries(tables)) {
    for (const [name, route] of Object.entries(table)) {
      const path = route.path.replace(/:(\w+)/g, "{$1}");
      paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(domain, name, route) };
    }
  }
  return {
    openapi: "3.1.1",
    info: { title: "Lockstep", version, description: "Workspaces, runs, drift and everything else of a Lockstep server. Refusals are JSON:API errors whose code is listed in the guide." },
    tags: Object.keys(tables).map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problems: problemsSchema() },
      responses: { Problems: { description: "The request is refused.", content: { "application/vnd.api+json": { schema: { $ref: "#/components/schemas/Problems" } } } } },
      securitySchemes: { token: { type: "http", scheme: "bearer", description: "An access token." }, session: { type: "apiKey", in: "cookie", name: "__Host-lockstep", description: "The cookie of a signed-in browser." } },
    },
    security: [{ token: [] }, { session: [] }],
  };
}

function operation(domain: string, name: string, route: Route): Part {
  const [ok, answer] = answerOf(route);
  return {
    operationId: `${domain}.${name}`,
    tags: [domain],
    summary: route.summary,
    ...(route.open && { security: [] }),
    parameters: [...pathParameters(route.path), ...queryParameters(route.query)],
    ...(route.body && { requestBody: { required: true, content: { "application/json": { schema: schemaOf(route.body, "input") } } } }),
    responses: { [ok]: answer, default: { $ref: "#/components/responses/Problems" } },
  };
}

function answerOf({ method, answer, media }: Route): readonly [status: string, response: Part] {
  if (media !== undefined) return ["200", { description: "Done.", content: { [media]: { schema: { type: "string" } } } }];
  if (!answer) return ["204", { description: "Done." }];
  return [method === "POST" ? "201" : "200", { description: "Done.", content: { "application/json": { schema: schemaOf(answer, "output") } } }];
}

const pathParameters = (path: string): readonly Part[] => [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: "path", required: true, schema: { type: "string" } }));

function queryParameters(query: z.ZodType | undefined): readonly Part[] {
  if (!query) return [];
  const { properties = {}, required = [] } = schemaOf(query, "input") as { readonly properties?: Readonly<Record<string, Part>>; readonly required?: readonly string[] };
  return Object.entries(properties).map(([name, schema]) => ({ name, in: "query", required: required.includes(name), schema }));
}

// What a schema checks beyond a shape (the form of an id) has no words in JSON Schema: it is left open there.
function schemaOf(schema: z.ZodType, io: "input" | "output"): Part {
  const { $schema: _dialect, "~standard": _standard, ...part } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Part;
  return part;
}

const problemsSchema = (): Part =>
  schemaOf(
    z.object({
      errors: z.array(
        z.object({ status: z.string(), code: z.enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]]), title: z.string(), detail: z.string(), source: z.object({ pointer: z.string() }).optional() }),
      ),
    }),
    "output",
  );
