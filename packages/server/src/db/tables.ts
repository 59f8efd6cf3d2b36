import type { AccessTokenTables } from "../access-tokens/tables.ts";
import type { AccountTables } from "../accounts/tables.ts";
import type { AuditTables } from "../audit-log/tables.ts";
import type { ConfigurationVersionTables } from "../configuration-versions/tables.ts";
import type { DriftTables } from "../drift/tables.ts";
import type { EventTables } from "../events/tables.ts";
import type { NotificationTables } from "../notifications/tables.ts";
import type { OktaOrgTables } from "../okta-orgs/tables.ts";
import type { OrganizationTables } from "../organizations/tables.ts";
import type { ProjectTables } from "../projects/tables.ts";
import type { RunTriggerTables } from "../run-triggers/tables.ts";
import type { RunTables } from "../runs/tables.ts";
import type { ScheduleTables } from "../schedules/tables.ts";
import type { StateVersionTables } from "../state-versions/tables.ts";
import type { StorageTables } from "../storage/tables.ts";
import type { TeamTables } from "../teams/tables.ts";
import type { VariableTables } from "../variables/tables.ts";
import type { VcsTables } from "../vcs/tables.ts";
import type { WorkspaceTables } from "../workspaces/tables.ts";

/** Every table, by domain. Names are in snake case in the database and in camel case here. */
export interface Tables
  extends OrganizationTables,
    ProjectTables,
    AccountTables,
    TeamTables,
    AccessTokenTables,
    AuditTables,
    EventTables,
    StorageTables,
    OktaOrgTables,
    VcsTables,
    WorkspaceTables,
    VariableTables,
    ConfigurationVersionTables,
    RunTables,
    StateVersionTables,
    RunTriggerTables,
    ScheduleTables,
    DriftTables,
    NotificationTables {}
