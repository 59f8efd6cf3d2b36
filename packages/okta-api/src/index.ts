export { findOperation, listOperations, methodsOf, scopesFor, type FoundOperation, type Operation } from "./endpoints.ts";
export { errorCodes, errorSummary, type ErrorCode } from "./error-codes.ts";
export {
  changeEventTypes,
  eventMeanings,
  eventObjectAt,
  eventObjects,
  type EventMeaning,
  type EventObject,
  type EventVerb,
} from "./event-types.ts";
export { idPrefixes, kindsOfId, type IdKind } from "./id-prefixes.ts";
export { parseLinkHeader, writeLinkHeader, type Links } from "./link-header.ts";
export { bucketOf, concurrencyLimits, defaultPrincipalShare, defaultQuota, unlimited, type OrgKind } from "./rate-limit-buckets.ts";
