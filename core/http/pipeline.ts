import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Context } from 'koa';
import type { Company } from '../company/index.ts';
import { ForbiddenError, NotFoundError, UnauthenticatedError } from '../errors/index.ts';
import type { Locale } from '../language/index.ts';
import { localeFromHeader } from '../language/index.ts';
import type { Authenticator, Identity } from './identity.ts';
import type { ChangeListener } from './live/index.ts';
import type { Logger } from './logger.ts';
import type { Metrics } from './metrics.ts';
import { MethodNotAllowedError, problemOf } from './problem.ts';
import { parseQueryString } from './query-string.ts';
import type { BodyLimits } from './request-body.ts';
import { readBody } from './request-body.ts';
import type { RequestRates } from './request-rates.ts';
import { CheckedRequest } from './route-request.ts';
import type { RouteDefinition } from './route.ts';
import type { RouteTable } from './route-table.ts';
import { sendJson, sendResponse } from './send-response.ts';
import { checkOrigin, clientAddress, securityHeaders } from './web-security.ts';

export interface PipelineOptions {
  readonly table: RouteTable;
  readonly companies: ReadonlyMap<string, Company>;
  readonly authenticator: Authenticator;
  readonly limits: BodyLimits;
  readonly userRates: RequestRates;
  readonly companyRates: RequestRates;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly publicUrl: string;
  readonly trustProxy: boolean;
  readonly isDraining: () => boolean;
  readonly onChanges?: ChangeListener;
}

/** What is known of a request while it is being answered; filled in step by step, so that a failure is answered with what there is. */
interface Progress {
  readonly id: string;
  readonly address: string;
  locale: Locale;
  route?: RouteDefinition;
  identity?: Identity;
}

/** @throws UnauthenticatedError @throws ForbiddenError naming the roles that have the permission. */
function checkPermission({ permission, guests }: RouteDefinition, identity: Identity | undefined): void {
  if (permission === 'public') return;
  if (identity === undefined) throw new UnauthenticatedError();
  const { actor, company } = identity;
  if (actor.isGuest === true && guests !== true) throw new ForbiddenError('core.employees_only', { ru: 'Этот раздел — для сотрудников.', en: 'This is for employees only.' });
  if (permission === 'signed_in' || actor.kind === 'robot' || actor.permissions.has(permission)) return;
  const who = company.hasRegulation ? [...company.regulation.roles.values()].filter((role) => role.permissions.has(permission)) : [];
  throw new ForbiddenError('core.not_permitted', { ru: 'Нужно право «{permission}».', en: 'The permission "{permission}" is needed.' }, {
    params: { permission },
    reasons: [
      {
        code: 'core.not_permitted',
        message: {
          ru: who.length === 0 ? 'Такого права нет ни у одной роли.' : `Это могут: ${who.map((role) => role.label.ru).join(', ')}.`,
          en: who.length === 0 ? 'No role has this permission.' : `Who can: ${who.map((role) => role.label.en).join(', ')}.`,
        },
        who: who.map((role) => role.code),
      },
    ],
  });
}

/** The only way in: every request passes the same steps in the same order, and everything thrown becomes a problem here. */
export class Pipeline {
  constructor(readonly options: PipelineOptions) {}

  async answer(context: Context): Promise<void> {
    const started = performance.now();
    const progress: Progress = {
      id: randomUUID(),
      address: clientAddress(context.req.headers, context.req.socket.remoteAddress, this.options.trustProxy),
      locale: localeFromHeader(context.req.headers['accept-language']),
    };
    context.set(securityHeaders(context.path, this.options.publicUrl.startsWith('https:')));
    context.set('x-request-id', progress.id);
    try {
      await this.#handle(context, progress);
    } catch (error) {
      this.#refuse(context, progress, error);
    }
    if (this.options.isDraining()) context.set('connection', 'close');
    this.#record(context, progress, (performance.now() - started) / 1000);
  }

  async #handle(context: Context, progress: Progress): Promise<void> {
    const { req } = context;
    const [rawPath = '/', rawQuery = ''] = splitTarget(req.url ?? '/');
    const match = this.options.table.match(req.method ?? 'GET', rawPath);
    if (match.kind === 'unknown') throw new NotFoundError();
    if (match.kind === 'wrong_method') throw new MethodNotAllowedError(match.allowed);
    const { route, params } = match;
    progress.route = route.definition;
    route.takeRate(progress.address);
    const isPublic = route.definition.permission === 'public';
    const isCredentialFree = isPublic && route.definition.method === 'GET';
    const identity = isCredentialFree ? undefined : await this.options.authenticator.authenticate({ headers: req.headers, address: progress.address });
    if (identity !== undefined) {
      progress.identity = identity;
      progress.locale = identity.actor.locale;
      this.options.userRates.take(`${identity.company.id} ${identity.actor.userId}`);
      this.options.companyRates.take(identity.company.id);
    }
    if (route.definition.method !== 'GET') checkOrigin(req.headers, isPublic ? undefined : identity, this.options.publicUrl);
    checkPermission(route.definition, identity);
    const query = parseQueryString(rawQuery);
    route.checkQuery(query);
    const { body, files } = await readBody(req, route.definition, this.options.limits);
    route.checkBody(body);
    const { id, address, locale } = progress;
    const { companies, onChanges } = this.options;
    const request = new CheckedRequest({ id, route: route.definition, params, query, body, files, headers: req.headers, address, locale, signal: () => goneSignal(context.res), identity, companies, onChanges });
    sendResponse(context, await route.definition.handle(request));
  }

  #refuse(context: Context, progress: Progress, error: unknown): void {
    const problem = problemOf(error, progress);
    if (problem.isFault) {
      this.options.metrics.fault();
      this.options.logger.error({ err: error, requestId: progress.id, method: context.method, route: progress.route?.path, userId: progress.identity?.actor.userId }, 'a request failed');
    }
    if (problem.status === 413 || problem.status === 499) context.set('connection', 'close');
    if (error instanceof MethodNotAllowedError) context.set('allow', error.allowed.join(', '));
    for (const [name, value] of Object.entries(problem.headers)) context.set(name, value);
    context.remove('content-disposition');
    context.set('content-language', progress.locale);
    context.status = problem.status === 499 ? 400 : problem.status;
    sendJson(context, JSON.stringify(problem.body), 'application/problem+json; charset=utf-8');
  }

  #record(context: Context, progress: Progress, seconds: number): void {
    const { status, method } = context;
    this.options.metrics.answered(method, progress.route?.path ?? 'unknown', status, seconds);
    const entry = { requestId: progress.id, method, route: progress.route?.path, status, ms: Math.round(seconds * 1000), userId: progress.identity?.actor.userId, company: progress.identity?.company.id, address: progress.address };
    if (status === 401 || status === 403 || status === 429 || status >= 500) this.options.logger.warn(entry, 'request');
    else if (method !== 'GET' && method !== 'HEAD') this.options.logger.info(entry, 'request');
    else this.options.logger.debug(entry, 'request');
  }
}

/** Aborts when the client goes away, or when the answer is out. */
function goneSignal(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  if (response.closed) gone.abort();
  else response.once('close', () => gone.abort());
  return gone.signal;
}

function splitTarget(target: string): [string, string] {
  const mark = target.indexOf('?');
  return mark < 0 ? [target, ''] : [target.slice(0, mark), target.slice(mark + 1)];
}
