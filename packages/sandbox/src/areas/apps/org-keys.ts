import type { Org } from "../../org.ts";
import { textAt } from "../../store/json.ts";

/** The keys that sign for the whole org: one for all OpenID Connect apps, an older one for SAML. */
export const orgKey = (org: Org, kind: "openid" | "saml"): string => {
  const document = `org-key-${kind}`;
  const known = textAt(org.store.document(document), "kid");
  if (known) return known;
  const kid = org.ids.text(43);
  org.store.setDocument(document, { kid });
  return kid;
};
