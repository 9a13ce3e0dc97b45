export { ChangeBus, listenConnection } from './change-bus.ts';
export type { ChangeBusOptions, ChangeListener, ListenClient } from './change-bus.ts';
export { eventsRoute } from './events-route.ts';
export { LiveHub } from './live-hub.ts';
export type { LiveHubOptions } from './live-hub.ts';
