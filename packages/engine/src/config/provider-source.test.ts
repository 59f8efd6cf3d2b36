import { expect, test } from "vitest";
import { displaySource, impliedLocalName, impliedProviderSource, parseProviderSource } from "./provider-source.ts";

test("a source is written in full or without what goes without saying", () => {
  expect(parseProviderSource("okta/okta")).toBe("registry.terraform.io/okta/okta");
  expect(parseProviderSource("aws")).toBe("registry.terraform.io/hashicorp/aws");
  expect(parseProviderSource("Terraform.io/builtin/terraform")).toBe("terraform.io/builtin/terraform");
  expect(displaySource("registry.terraform.io/okta/okta")).toBe("okta/okta");
});

test("the Okta provider is found where it was before, too", () => {
  expect(parseProviderSource("oktadeveloper/okta")).toBe("registry.terraform.io/okta/okta");
});

test("what is no source is refused", () => {
  for (const text of ["a/b/c/d", "", "/okta", "okta/", "ok ta", "nohost/okta/okta", "-a/b"]) expect([text, parseProviderSource(text)]).toEqual([text, undefined]);
});

test("without a source the name says whose provider it is", () => {
  expect(impliedProviderSource("okta")).toBe("registry.terraform.io/okta/okta");
  expect(impliedProviderSource("terraform")).toBe("terraform.io/builtin/terraform");
  expect(impliedProviderSource("random")).toBe("registry.terraform.io/hashicorp/random");
  expect([impliedLocalName("okta_app_saml"), impliedLocalName("thing")]).toEqual(["okta", "thing"]);
});
