import type { Org } from "../../org.ts";
import type { Stored } from "../../store/collection.ts";

/** The user type that every org is born with. */
export const defaultUserType = (org: Org): Stored => {
  const type = org.store.collection("user-types").find(({ body }) => body["default"] === true);
  if (!type) throw new Error("an org has no default user type");
  return type;
};

/** A user type and its schema share all but the prefix of their ids. */
export const schemaIdOf = (typeId: string): string => typeId.replace(/^oty/, "osc");
