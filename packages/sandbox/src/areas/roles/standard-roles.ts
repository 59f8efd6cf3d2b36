/** A standard administrator role. */
export interface StandardRole {
  readonly label: string;
  /** What it can be narrowed to. */
  readonly targets?: "apps" | "groups";
}

/** Okta's standard roles by type. */
export const standardRoles: Readonly<Record<string, StandardRole>> = {
  SUPER_ADMIN: { label: "Super Administrator" },
  ORG_ADMIN: { label: "Organization Administrator" },
  APP_ADMIN: { label: "Application Administrator", targets: "apps" },
  USER_ADMIN: { label: "Group Administrator", targets: "groups" },
  GROUP_MEMBERSHIP_ADMIN: { label: "Group Membership Administrator", targets: "groups" },
  HELP_DESK_ADMIN: { label: "Help Desk Administrator", targets: "groups" },
  READ_ONLY_ADMIN: { label: "Read-only Administrator" },
  MOBILE_ADMIN: { label: "Mobile Administrator" },
  API_ACCESS_MANAGEMENT_ADMIN: { label: "API Access Management Administrator" },
  REPORT_ADMIN: { label: "Report Administrator" },
  WORKFLOWS_ADMIN: { label: "Workflows Administrator" },
  ACCESS_CERTIFICATIONS_ADMIN: { label: "Access Certifications Administrator" },
  ACCESS_REQUESTS_ADMIN: { label: "Access Requests Administrator" },
};

const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The id of an assignment that can be narrowed: the role's type in base32, the same in every org. */
export const constantId = (type: string): string => {
  let bits = "";
  for (const byte of Buffer.from(type)) bits += byte.toString(2).padStart(8, "0");
  return bits.replace(/.{1,5}/g, (chunk) => base32[Number.parseInt(chunk.padEnd(5, "0"), 2)] ?? "");
};
