/** Who is calling. */
export type Principal =
  | { readonly kind: "token"; readonly userId: string; readonly tokenId: string }
  | { readonly kind: "console"; readonly userId: string; readonly sessionId: string }
  | { readonly kind: "service"; readonly clientId: string; readonly scopes: readonly string[]; readonly tokenId: string }
  | { readonly kind: "nobody" };

/** The id of the user or app that is calling. */
export const principalId = (principal: Principal): string => {
  switch (principal.kind) {
    case "token":
    case "console":
      return principal.userId;
    case "service":
      return principal.clientId;
    case "nobody":
      return "";
  }
};
