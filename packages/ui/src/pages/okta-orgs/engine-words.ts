/** The two engines of Okta, as Okta calls them. */
export const engineWords = { identity: "Identity Engine", classic: "Classic Engine" } as const;
