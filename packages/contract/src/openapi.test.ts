import { describe, expect, test } from "vitest";
import { z } from "zod";
import { api } from "./api.ts";
import { openApi } from "./openapi.ts";
import type { Routes } from "./routes.ts";

const document = openApi(api, "1.2.3");
const written = JSON.parse(JSON.stringify(document)) as typeof document;

// OpenAPI 3.1 as far as the document uses it; what is not named here must not be there.
const schema = z.record(z.string(), z.unknown()).refine((part) => "$ref" in part || z.fromJSONSchema(part) !== undefined);
const content = z.record(z.string().regex(/^\w+\/[\w.+-]+$/), z.strictObject({ schema }));
const response = z.union([z.strictObject({ $ref: z.string() }), z.strictObject({ description: z.string().min(1), content: content.optional() })]);
const operation = z.strictObject({
  operationId: z.string().regex(/^\w+\.\w+$/),
  tags: z.array(z.string()).length(1),
  summary: z.string().min(1),
  security: z.array(z.record(z.string(), z.array(z.string()))).optional(),
  parameters: z.array(z.strictObject({ name: z.string(), in: z.enum(["path", "query"]), required: z.boolean(), schema })),
  requestBody: z.strictObject({ required: z.boolean(), content }).optional(),
  responses: z.record(z.string().regex(/^(?:\d{3}|default)$/), response),
});
const openApiDocument = z.strictObject({
  openapi: z.string().regex(/^3\.1\.\d$/),
  info: z.strictObject({ title: z.string(), version: z.string(), description: z.string() }),
  tags: z.array(z.strictObject({ name: z.string() })),
  paths: z.record(z.string().startsWith("/"), z.partialRecord(z.enum(["get", "post", "put", "patch", "delete"]), operation)),
  components: z.strictObject({ schemas: z.record(z.string(), schema), responses: z.record(z.string(), response), securitySchemes: z.record(z.string(), z.looseObject({ type: z.enum(["http", "apiKey"]) })) }),
  security: z.array(z.record(z.string(), z.array(z.string()))),
});

const operations = Object.entries(written.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, part]) => ({ path, method, part: part as z.infer<typeof operation> })));

describe("the OpenAPI document", () => {
  test("is one", () => {
    const checked = openApiDocument.safeParse(written);
    expect(checked.error?.issues ?? []).toEqual([]);
  });

  test("has every route once, each under a name of its own", () => {
    const routes = Object.entries<Routes>(api).flatMap(([domain, table]) => Object.entries(table).map(([name, { method, path }]) => `${domain}.${name} ${method} ${path}`));
    expect(operations.map(({ path, method, part }) => `${part.operationId} ${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ":$1")}`).toSorted()).toEqual(routes.toSorted());
    expect(new Set(operations.map(({ part }) => part.operationId)).size).toBe(operations.length);
  });

  test("names every parameter of a path, and refers to nothing that is not there", () => {
    for (const { path, part } of operations) {
      const named = part.parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name);
      expect(named.toSorted()).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).toSorted());
    }
    const references = [...JSON.stringify(written).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, pointer = ""]) => pointer);
    const missing = references.filter((pointer) => pointer.split("/").reduce<unknown>((part, step) => (part as Record<string, unknown> | undefined)?.[step], written) === undefined);
    expect(missing).toEqual([]);
  });
});
