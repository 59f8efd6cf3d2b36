export { oktaProvider, type OktaOptions } from "./provider.ts";
export { systemClock, type Clock } from "./client/clock.ts";
export { resourceTypes } from "./resources/index.ts";
export { dataSources } from "./data-sources/index.ts";
export { dataSourcePage, resourcePage } from "./table/document.ts";
export type { ResourceType } from "./table/resource-type.ts";
export { waysOutPage } from "./table/ways-out.ts";
