import { present, type Json, type JsonObject } from "../../store/json.ts";

// name | title | what users may do with it themselves | format | lengths | required, as a new Identity Engine org has them.
const userRows = `
login | Username | READ_ONLY | | 5..100 | required
firstName | First name | READ_WRITE | | 1..50 | required
lastName | Last name | READ_WRITE | | 1..50 | required
middleName | Middle name | READ_ONLY
honorificPrefix | Honorific prefix | READ_ONLY
honorificSuffix | Honorific suffix | READ_ONLY
email | Primary email | READ_WRITE | email | | required
title | Title | READ_ONLY
displayName | Display name | READ_ONLY
nickName | Nickname | READ_ONLY
profileUrl | Profile Url | READ_ONLY | uri
secondEmail | Secondary email | READ_WRITE | email
mobilePhone | Mobile phone | READ_WRITE | | ..100
primaryPhone | Primary phone | HIDE | | ..100
streetAddress | Street address | HIDE
city | City | HIDE
state | State | HIDE
zipCode | Zip code | HIDE
countryCode | Country code | HIDE | country-code
postalAddress | Postal Address | HIDE
preferredLanguage | Preferred language | READ_ONLY | language-code
locale | Locale | READ_ONLY | locale
timezone | Time zone | READ_ONLY | timezone
userType | User type | READ_ONLY
employeeNumber | Employee number | READ_ONLY
costCenter | Cost center | READ_ONLY
organization | Organization | READ_ONLY
division | Division | READ_ONLY
department | Department | READ_ONLY
managerId | ManagerId | READ_ONLY
manager | Manager | READ_ONLY
`;

const cellsOf = (text: string): string[][] =>
  text.trim().split("\n").map((row) => row.split("|").map((cell) => cell.trim()));

const userProperty = ([, title = "", action = "", format = "", lengths = "", required = ""]: string[]): JsonObject => {
  const [least, most] = lengths.split("..");
  return present({
    title,
    type: "string",
    required: required ? true : undefined,
    format: format || undefined,
    mutability: "READ_WRITE",
    scope: "NONE",
    minLength: least ? Number(least) : undefined,
    maxLength: most ? Number(most) : undefined,
    permissions: [{ principal: "SELF", action }],
    master: { type: "PROFILE_MASTER" },
  });
};

const definition = (properties: JsonObject): JsonObject => ({ id: "#base", type: "object", properties, required: requiredIn(properties) });

/** The names of the properties that must have a value. */
export const requiredIn = (properties: JsonObject): Json[] =>
  Object.entries(properties).flatMap(([name, property]) => (isRequired(property) ? [name] : []));

const isRequired = (property: Json): boolean => typeof property === "object" && property !== null && !Array.isArray(property) && property["required"] === true;

/** The base properties of every user type. */
export const userBase = (): JsonObject => definition(Object.fromEntries(cellsOf(userRows).map((cells) => [cells[0] ?? "", userProperty(cells)])));

// name | title | description | where OpenID Connect says it, when elsewhere
const oidcRows = `
name | Name | End-User's full name in displayable form.
nickname | Nickname | Casual name of the End-User (may or may not be the same as the given_name)
given_name | Given Name | Given name or first name of the End-User.
middle_name | Middle Name | Middle name of the End-User.
family_name | Family Name | Surname or last name of the End-User.
email | Email | End-User's preferred e-mail address.
profile | Profile URL | URL of the End-User's profile page.
picture | Picture URL | URL of the End-User's profile picture.
website | Website | URL of the End-User's Web page or blog.
gender | Gender | End-User's gender.
birthdate | Birthdate | End-User's birthday, represented as an ISO 8601:2004 YYYY-MM-DD format.
zoneinfo | Time Zone | String representing the End-User's time zone.
locale | Locale Name | ISO3166‑1 country code in uppercase, separated by a dash (e.g. 'en-US')
phone_number | Phone Number | End-User's preferred telephone number in E.164 format.
street_address | Street Address | Full street address component. | address.street_address
locality | Locality | City or locality component. | address.locality
region | Region | State, province, prefecture, or region component. | address.region
postal_code | Postal Code | Zip code or postal code component. | address.postal_code
country | Country | Country name component. | address.country
formatted | Formatted | Full mailing address, formatted for display. | address.formatted
`;

const oidcProperty = ([, title = "", description = "", externalName = ""]: string[]): JsonObject =>
  present({ title, description, type: "string", externalName: externalName || undefined, scope: "SELF" });

/** The base properties of an app's users: much for OpenID Connect, only the user name for the rest. */
export const appBase = (signOnMode: string): JsonObject => {
  if (signOnMode !== "OPENID_CONNECT") {
    return definition({ userName: { title: "Username", type: "string", required: true, scope: "NONE", maxLength: 100 } });
  }
  const userName = { title: "Username", type: "string", required: true, externalName: "preferred_username", scope: "SELF" };
  return definition({ userName, ...Object.fromEntries(cellsOf(oidcRows).map((cells) => [cells[0] ?? "", oidcProperty(cells)])) });
};

/** The base properties of groups. */
export const groupBase = (): JsonObject => {
  const property = (title: string, more: JsonObject): JsonObject => ({
    title,
    type: "string",
    mutability: "READ_WRITE",
    scope: "NONE",
    ...more,
    permissions: [{ principal: "SELF", action: "READ_ONLY" }],
    master: { type: "PROFILE_MASTER" },
  });
  return definition({ name: property("Name", { required: true, maxLength: 255 }), description: property("Description", { maxLength: 1024 }) });
};
