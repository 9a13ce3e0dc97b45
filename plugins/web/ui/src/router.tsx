import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { metadataQuery } from './api/metadata.ts';
import { sessionQuery } from './api/session.ts';
import { Failed, NotFound } from './components/page-states.tsx';
import { Loading } from './components/loading.tsx';
import { pluginPages } from './contributions.ts';
import { Shell } from './shell/shell.tsx';

interface Context {
  readonly client: QueryClient;
}

const root = createRootRouteWithContext<Context>()({ notFoundComponent: NotFound, errorComponent: ({ error }) => <Failed error={error as Error} />, pendingComponent: Loading });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { to?: string } => (typeof search['to'] === 'string' && search['to'].startsWith('/') ? { to: search['to'] } : {}),
  component: lazyRouteComponent(() => import('./pages/sign-in.tsx'), 'SignInPage'),
});

/** Everything behind the sign-in: the session and the description of the company are there before a page draws. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: async ({ context, location }) => {
    if ((await context.client.ensureQueryData(sessionQuery)) === null) throw redirect({ to: '/sign-in', search: { to: location.href } });
    await context.client.ensureQueryData(metadataQuery);
  },
  component: Shell,
});

const page = <Path extends string, Module extends Record<string, unknown>>(path: Path, load: () => Promise<Module>, name: keyof Module & string) =>
  createRoute({ getParentRoute: () => signedIn, path, validateSearch: (search: Record<string, unknown>) => search as Record<string, string | undefined>, component: lazyRouteComponent(load as never, name) });

const routes = signedIn.addChildren([
  page('/', () => import('./pages/today.tsx'), 'TodayPage'),
  page('/lists', () => import('./pages/lists.tsx'), 'ListsPage'),
  page('/e/$plugin/$entities', () => import('./pages/entity-list.tsx'), 'EntityListPage'),
  page('/e/$plugin/$entities/new', () => import('./pages/entity-form.tsx'), 'EntityFormPage'),
  page('/e/$plugin/$entities/$id', () => import('./pages/entity-card.tsx'), 'EntityCardPage'),
  page('/regulation', () => import('./pages/regulation/regulation-page.tsx'), 'RegulationPage'),
  page('/admin', () => import('./pages/admin/admin-page.tsx'), 'AdminPage'),
  ...pluginPages.map((one) => page(one.path, one.load, 'default')),
]);

export function createAppRouter(client: QueryClient) {
  return createRouter({ routeTree: root.addChildren([signIn, routes]), context: { client }, defaultPreload: 'intent', defaultPreloadStaleTime: 0, scrollRestoration: true });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
