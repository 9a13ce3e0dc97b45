import type { Company } from '../company/index.ts';
import type { RouteDefinition } from '../http/index.ts';
import { defineRoute } from '../http/index.ts';
import type { Application } from './application.ts';

/** Password of the demo's users; production refuses to start in demo mode. */
export const DEMO_PASSWORD = 'demo-reglament';

/** One of the people a demo company begins with; `roles` are codes. */
export interface DemoUser {
  readonly login: string;
  readonly full_name: string;
  readonly roles: readonly string[];
}

/** The people of a demo company, those of the examples in their order. */
export async function demoUsers(company: Company): Promise<DemoUser[]> {
  return company.read(company.robot, (uow) =>
    uow.query<DemoUser & Record<string, unknown>>(
      `select u.login, u.full_name, array_agg(r.role order by r.role) as roles from core_user u join core_user_role r on r.user_id = u.id
       where u.login is not null and u.is_active group by u.id order by min(u.created_at), u.login`,
    ),
  );
}

/** What a sign-in page offers in the demo: whom one may be. There in demo mode only. */
export function demoRoutes({ config, companies }: Application): RouteDefinition[] {
  if (config.mode !== 'demo') return [];
  return [
    defineRoute({
      method: 'GET',
      path: '/api/demo',
      permission: 'public',
      summary: { ru: 'Люди демонстрации', en: 'The people of the demo' },
      handle: async ({ locale }) => {
        const data = await Promise.all(
          [...companies.values()].filter((company) => company.hasRegulation).map(async (company) => ({
            id: company.id,
            title: company.title[locale],
            users: (await demoUsers(company)).map(({ login, full_name: name, roles }) => ({ login, name, roles: roles.map((role) => company.regulation.roles.get(role)?.label[locale] ?? role) })),
          })),
        );
        return { body: { password: DEMO_PASSWORD, companies: data } };
      },
    }),
  ];
}
