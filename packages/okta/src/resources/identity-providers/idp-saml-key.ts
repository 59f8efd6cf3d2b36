import { set, string } from "../../table/kinds/index.ts";
import { resourceType } from "../../table/resource-type.ts";

const keys = "/api/v1/idps/credentials/keys";

export const idpSamlKey = resourceType("okta_idp_saml_key", {
  describe: "A certificate that SAML identity providers sign with.",
  api: { collection: keys, object: `${keys}/{id}`, update: "PUT", id: "kid" },
  attributes: {
    x5c: set("x5c", { required: true, describe: "The certificate (and its chain), as base64 without PEM lines." }),
    kid: string("kid", { computed: true, describe: "The id of the key." }),
    kty: string("kty", { computed: true, describe: "The type of the key." }),
    use: string("use", { computed: true, describe: "What it is used for." }),
    created: string("created", { computed: true, describe: "When it was made." }),
    expires_at: string("expiresAt", { computed: true, describe: "When it expires." }),
    x5t_s256: string("x5t#S256", { computed: true, describe: "The certificate's thumbprint." }),
  },
  refresh: { list: `${keys}?limit=200` },
  events: { create: ["system.idp.key.create"], delete: ["system.idp.key.delete"] },
  scopes: { read: ["okta.idps.read"], manage: ["okta.idps.manage"] },
});
