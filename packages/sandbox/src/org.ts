import { AccessTokens } from "./http/access-tokens.ts";
import { Faults } from "./http/faults.ts";
import { RateLimits, type Quotas } from "./http/rate-limit.ts";
import { Requests } from "./http/requests.ts";
import { SystemLog } from "./log/system-log.ts";
import type { JsonObject } from "./store/json.ts";
import { Ids } from "./store/ids.ts";
import { Store } from "./store/store.ts";

/** What an org is made from. */
export interface OrgSettings {
  /** How it is called on the command line: dev, prod. */
  name: string;
  /** The first part of its Okta host; custom apps are named after it. */
  subdomain: string;
  clock: () => number;
  /** The same seed makes the same ids. */
  seed: number;
  quotas: Quotas;
}

/** An API token: its owner's rights, under a name. */
export interface ApiToken {
  id: string;
  name: string;
  value: string;
  userId: string;
  created: string;
}

/** One Okta org in memory: everything that lives and changes. */
export class Org {
  readonly name: string;
  readonly subdomain: string;
  readonly clock: () => number;
  readonly store: Store;
  readonly ids: Ids;
  readonly log: SystemLog;
  readonly faults: Faults;
  readonly rateLimits: RateLimits;
  readonly requests = new Requests();
  readonly accessTokens: AccessTokens;
  readonly apiTokens = new Map<string, ApiToken>();

  constructor(settings: OrgSettings) {
    this.name = settings.name;
    this.subdomain = settings.subdomain;
    this.clock = settings.clock;
    this.store = new Store(settings.clock);
    this.ids = new Ids(settings.seed);
    this.log = new SystemLog(settings.clock);
    this.faults = new Faults();
    this.rateLimits = new RateLimits(settings.clock, settings.quotas);
    this.accessTokens = new AccessTokens(settings.clock);
  }

  /** The org's own record: its id, its company name. */
  get profile(): JsonObject {
    return this.store.document("org");
  }

  get id(): string {
    const id = this.profile["id"];
    return typeof id === "string" ? id : "";
  }

  /** A new API token for a user. Its value is shown once, here. */
  issueToken(userId: string, name: string, value = `00${this.ids.text(40)}`): ApiToken {
    const token = { id: this.ids.id("00T"), name, value, userId, created: new Date(this.clock()).toISOString() };
    this.apiTokens.set(value, token);
    return token;
  }
}
