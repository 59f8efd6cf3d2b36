import { text } from "../../table/json.ts";
import type { JsonObject } from "../../table/json.ts";
import { string } from "../../table/kinds/index.ts";
import { plainText } from "../../table/plain.ts";
import { dataSource } from "../../table/data-source.ts";
import { pickOne } from "../find.ts";

export const policy = dataSource("okta_policy", {
  describe: "A policy, by its type and name.",
  attributes: {
    name: string(null, { required: true, describe: "The name of the policy." }),
    type: string(null, { required: true, describe: "Its type, such as `OKTA_SIGN_ON`, `PASSWORD`, `MFA_ENROLL`, `IDP_DISCOVERY` or `ACCESS_POLICY`." }),
    status: string(null, { computed: true, describe: "`ACTIVE` or `INACTIVE`." }),
  },
  scopes: { read: ["okta.policies.read"] },
  read: ({ values, calls }) => {
    const [name, type] = [plainText(values["name"]), plainText(values["type"])];
    const pick = (items: readonly JsonObject[]) => items.find((one) => one["name"] === name);
    return pickOne(calls, `/api/v1/policies?type=${encodeURIComponent(type)}`, `policy of type "${type}" named "${name}"`, pick, (body) => ({
      ...values,
      id: text(body["id"]) ?? null,
      status: text(body["status"]) ?? null,
    }));
  },
});
