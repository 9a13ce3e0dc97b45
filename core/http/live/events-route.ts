import { UnauthenticatedError } from '../../errors/index.ts';
import type { RouteDefinition } from '../route.ts';
import { defineRoute } from '../route.ts';
import type { LiveHub } from './live-hub.ts';

/** `GET /api/events`: what changed, filtered by the caller's rights, as server-sent events. */
export function eventsRoute(hub: LiveHub): RouteDefinition {
  return defineRoute({
    method: 'GET',
    path: '/api/events',
    permission: 'signed_in',
    summary: { ru: 'Поток изменений', en: 'Stream of changes' },
    handle: async ({ identity }) => {
      if (identity === undefined) throw new UnauthenticatedError();
      return { headers: { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' }, stream: hub.open(identity) };
    },
  });
}
