import type { Call } from "../../call.ts";
import { invalid, missing, taken } from "../../http/failure.ts";
import type { Stored } from "../../store/collection.ts";
import { isObject, objectAt, textAt, withoutNulls, type Json, type JsonObject } from "../../store/json.ts";
import { propertyNames } from "../schemas/schema.ts";
import { schemaIdOf } from "./user-type.ts";

/** A user's profile as it is kept: what is null is gone, but for two that are always there. */
export const profileOf = (call: Call, request: JsonObject, typeId: string, old: Stored | undefined): JsonObject => {
  const schema = call.org.store.collection("schemas").get(schemaIdOf(typeId));
  const known = propertyNames(schema);
  for (const name of Object.keys(request)) {
    if (!known.has(name)) throw invalid(old ? "profile" : "newUser", `Property name '${name}' is not defined in profile`);
  }
  const profile: JsonObject = { mobilePhone: null, secondEmail: null, ...withoutNulls(request) };
  for (const name of requiredBy(schema)) if (isBlank(profile[name])) throw missing(name);
  for (const [name, value] of Object.entries(profile)) checkValue(name, value, propertyOf(schema, name));
  const login = textAt(profile, "login")?.toLowerCase();
  const others = call.org.store.collection("users");
  if (others.find((user) => user !== old && textAt(user.body, "profile.login")?.toLowerCase() === login)) throw taken("login");
  return profile;
};

const isBlank = (value: Json | undefined): boolean => value === undefined || value === null || value === "";

const requiredBy = (schema: Stored | undefined): string[] =>
  (["base", "custom"] as const).flatMap((part) => {
    const properties = Object.entries(objectAt(schema?.body, `definitions.${part}.properties`));
    return properties.flatMap(([name, property]) => (isObject(property) && property["required"] === true ? [name] : []));
  });

const propertyOf = (schema: Stored | undefined, name: string): JsonObject => {
  const custom = objectAt(schema?.body, "definitions.custom.properties")[name];
  const base = objectAt(schema?.body, "definitions.base.properties")[name];
  return isObject(custom) ? custom : isObject(base) ? base : {};
};

const checkValue = (name: string, value: Json, property: JsonObject): void => {
  if (value === null) return;
  const type = property["type"];
  if (type !== undefined && !fits(value, type)) throw invalid(name, `${name}: Does not match required pattern`);
  const { enum: choices, minLength, maxLength } = property;
  if (Array.isArray(choices) && !choices.some((choice) => JSON.stringify(choice) === JSON.stringify(value))) {
    throw invalid(name, `${name}: Invalid value. Value must be one of the following: ${choices.map(String).join(", ")}`);
  }
  if (typeof value !== "string") return;
  if (typeof minLength === "number" && value.length < minLength) throw invalid(name, `${name}: The field is too short`);
  if (typeof maxLength === "number" && value.length > maxLength) throw invalid(name, `${name}: The field is too long`);
  const address = name === "email" || name === "login";
  if (address && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value)) throw invalid(name, `${name}: Must be in the form of an email address`);
};

const fits = (value: Json, type: Json): boolean => {
  switch (type) {
    case "array":
      return Array.isArray(value);
    case "boolean":
      return typeof value === "boolean";
    case "integer":
      return typeof value === "number" && Number.isInteger(value);
    case "number":
      return typeof value === "number";
    case "string":
      return typeof value === "string";
    default:
      return true;
  }
};
