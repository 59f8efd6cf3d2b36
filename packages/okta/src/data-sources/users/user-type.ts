import { text } from "../../table/json.ts";
import type { JsonObject } from "../../table/json.ts";
import { string } from "../../table/kinds/index.ts";
import { plainText } from "../../table/plain.ts";
import type { PlainObject } from "../../table/plain.ts";
import { dataSource } from "../../table/data-source.ts";
import { tooFewArguments } from "../../messages.ts";
import { pickOne, readOne } from "../find.ts";

export const userType = dataSource("okta_user_type", {
  describe: "A user type, by its id or name.",
  style: "framework",
  attributes: {
    id: string(null, { optional: true, conflictsWith: ["name"], describe: "The id of the user type." }),
    name: string(null, { conflictsWith: ["id"], describe: "Its name." }),
    display_name: string(null, { computed: true, describe: "The name that people see." }),
    description: string(null, { computed: true, describe: "What it is for." }),
  },
  scopes: { read: ["okta.userTypes.read"] },
  read: ({ values, calls }) => {
    const [id, name] = [plainText(values["id"]), plainText(values["name"])];
    if (id !== "") return readOne(calls, `/api/v1/meta/types/user/${encodeURIComponent(id)}`, `user type with id "${id}"`, typeValues);
    if (name === "") return Promise.resolve({ diagnostics: [tooFewArguments(["id", "name"])] });
    const pick = (items: readonly JsonObject[]) => items.find((one) => one["name"] === name);
    return pickOne(calls, "/api/v1/meta/types/user", `user type named "${name}"`, pick, typeValues);
  },
});

const typeValues = (body: JsonObject): PlainObject => ({
  id: text(body["id"]) ?? null,
  name: text(body["name"]) ?? null,
  display_name: text(body["displayName"]) ?? null,
  description: text(body["description"]) ?? null,
});
