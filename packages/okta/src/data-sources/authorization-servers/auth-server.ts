import { strings, text } from "../../table/json.ts";
import type { JsonObject } from "../../table/json.ts";
import { set, string } from "../../table/kinds/index.ts";
import { getPath } from "../../table/path.ts";
import { plainText } from "../../table/plain.ts";
import type { PlainObject } from "../../table/plain.ts";
import { dataSource } from "../../table/data-source.ts";
import { pickOne } from "../find.ts";

export const authServer = dataSource("okta_auth_server", {
  describe: "An authorization server, by its name.",
  attributes: {
    name: string(null, { required: true, describe: "The name of the server." }),
    description: string(null, { computed: true, describe: "What it is for." }),
    audiences: set(null, { computed: true, describe: "Who its tokens are for." }),
    issuer: string(null, { computed: true, describe: "Its URL: the `iss` claim." }),
    issuer_mode: string(null, { computed: true, describe: "Which URL is the issuer: `ORG_URL`, `CUSTOM_URL` or `DYNAMIC`." }),
    status: string(null, { computed: true, describe: "`ACTIVE` or `INACTIVE`." }),
    kid: string(null, { computed: true, describe: "The id of the signing key." }),
    credentials_rotation_mode: string(null, { computed: true, describe: "Whether Okta rotates that key: `AUTO` or `MANUAL`." }),
    credentials_last_rotated: string(null, { computed: true, describe: "When the key came into use." }),
    credentials_next_rotation: string(null, { computed: true, describe: "When it is replaced." }),
  },
  scopes: { read: ["okta.authorizationServers.read"] },
  // The whole list, which resources read as well.
  read: ({ values, calls }) => {
    const name = plainText(values["name"]);
    const pick = (items: readonly JsonObject[]) => items.find((one) => one["name"] === name);
    return pickOne(calls, "/api/v1/authorizationServers?limit=200", `authorization server named "${name}"`, pick, serverValues);
  },
});

const serverValues = (body: JsonObject): PlainObject => ({
  id: text(body["id"]) ?? null,
  name: text(body["name"]) ?? null,
  description: text(body["description"]) ?? null,
  audiences: strings(body["audiences"]),
  issuer: text(body["issuer"]) ?? null,
  issuer_mode: text(body["issuerMode"]) ?? null,
  status: text(body["status"]) ?? null,
  kid: text(getPath(body, "credentials.signing.kid")) ?? null,
  credentials_rotation_mode: text(getPath(body, "credentials.signing.rotationMode")) ?? null,
  credentials_last_rotated: text(getPath(body, "credentials.signing.lastRotated")) ?? null,
  credentials_next_rotation: text(getPath(body, "credentials.signing.nextRotation")) ?? null,
});
