// The metadata document that Okta publishes for a SAML app, and what an app's row says of it.
import type { JsonObject } from "../../table/json.ts";

const binding = "urn:oasis:names:tc:SAML:2.0:bindings:";

/** The parts of a metadata document that attributes hold. */
export function readMetadata(xml: string): JsonObject {
  const entity = attributeOf(xml, "EntityDescriptor", "entityID") ?? "";
  return {
    metadata: xml,
    entityUrl: entity,
    entityKey: entity.split("/").at(-1) ?? "",
    certificate: contentOf(xml, "X509Certificate") ?? "",
    httpPost: serviceAt(xml, `${binding}HTTP-POST`) ?? "",
    httpRedirect: serviceAt(xml, `${binding}HTTP-Redirect`) ?? "",
  };
}

const tag = (name: string): string => `<(?:[\\w-]+:)?${name}\\b([^>]*)>`;

const attributeOf = (xml: string, element: string, attribute: string): string | undefined =>
  new RegExp(tag(element)).exec(xml)?.[1]?.match(new RegExp(`\\b${attribute}="([^"]*)"`))?.[1];

const contentOf = (xml: string, element: string): string | undefined => new RegExp(`${tag(element)}([^<]*)<`).exec(xml)?.[2];

function serviceAt(xml: string, wanted: string): string | undefined {
  const services = [...xml.matchAll(new RegExp(tag("SingleSignOnService"), "g"))].map((match) => match[1] ?? "");
  return services.find((service) => service.includes(`"${wanted}"`))?.match(/\bLocation="([^"]*)"/)?.[1];
}
