import { listAt, textAt } from "../../store/json.ts";
import { nameOf, statusColumn, switching, textColumn, type Kind } from "../kind.ts";

/** API: trusted origins. */
export const trustedOrigins: Kind = {
  path: "trusted-origins",
  section: "API",
  title: "Trusted origins",
  one: "trusted origin",
  list: (org) => org.store.collection("trusted-origins").all(),
  name: nameOf,
  columns: [
    textColumn("Origin URL", "origin"),
    { title: "Scopes", value: ({ body }) => listAt(body, "scopes").map((scope) => textAt(scope, "type") ?? "").join(", ") },
    statusColumn,
  ],
  api: ({ id }) => `/api/v1/trustedOrigins/${id}`,
  fields: [
    { label: "Name", path: "name", required: true },
    { label: "Origin URL", path: "origin", required: true, type: "url" },
  ],
  steps: switching("trusted origin"),
};
