import { api, openApi } from "@lockstep/contract";
import type { Domain } from "../domain.ts";

/** Of the interface, whose addresses begin with "/api/v1". */
const version = "1.0.0";

/** The document of our own interface, for everybody. */
export const openapi: Domain = {
  name: "openapi",
  plain: (_server, app) => {
    const text = JSON.stringify(openApi(api, version));
    app.get("/api/v1/openapi.json", async (_request, reply) => reply.header("content-type", "application/json; charset=utf-8").header("cache-control", "max-age=300").send(text));
  },
};
