import { Readable } from 'node:stream';
import type { Company } from '../company/index.ts';
import type { RouteDefinition } from '../http/index.ts';
import { defineRoute } from '../http/index.ts';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
}

/** The first page of an installation without a plugin that draws screens: what runs here and where its description is. */
export function welcomeRoute(companies: ReadonlyMap<string, Company>): RouteDefinition {
  return defineRoute({
    method: 'GET',
    path: '/',
    permission: 'public',
    summary: { ru: 'Первая страница', en: 'First page' },
    handle: async ({ locale }) => {
      const rows = [...companies.values()].map((company) => `<li>${escape(company.title[locale])}</li>`).join('');
      const words = locale === 'ru'
        ? { title: 'Reglament работает', companies: 'Компании', api: 'Описание API (OpenAPI 3.1)', ready: 'Готовность' }
        : { title: 'Reglament is running', companies: 'Companies', api: 'Description of the API (OpenAPI 3.1)', ready: 'Readiness' };
      const html = `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><title>Reglament</title></head><body><h1>${words.title}</h1><h2>${words.companies}</h2><ul>${rows}</ul><p><a href="/api/openapi.json">${words.api}</a></p><p><a href="/health/ready">${words.ready}</a></p></body></html>`;
      return { stream: Readable.from([html]), headers: { 'content-type': 'text/html; charset=utf-8' } };
    },
  });
}
