/** What was found when an org was last looked at. */
export interface OrgHealth {
  readonly reachable: boolean;
  /** What went wrong, in words. */
  readonly problem?: string;
  readonly engine?: "identity" | "classic";
  readonly company?: string;
  /** By rate-limit bucket: requests a window allows, how many were left, when it begins anew (ISO). */
  readonly limits?: readonly { readonly bucket: string; readonly limit: number; readonly remaining: number; readonly resetsAt: string }[];
  readonly scopesPresent?: readonly string[];
  readonly scopesMissing?: readonly string[];
  /** Who the credentials belong to, as Okta shows it. */
  readonly principal?: string;
}
