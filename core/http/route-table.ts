import { BadRequestError, InvalidError } from '../errors/index.ts';
import type { FieldProblem } from '../errors/index.ts';
import type { Ajv, JsonSchema } from '../validation/index.ts';
import { compileValidator, createAjv } from '../validation/index.ts';
import { RequestRates } from './request-rates.ts';
import { decodePercent, typedParameter } from './query-string.ts';
import type { HttpMethod, RouteDefinition } from './route.ts';

type Check = (value: unknown) => FieldProblem[];

/** A route with its schemas compiled on first use: an installation has hundreds of routes and a process meets few of them at once. */
export class MountedRoute {
  #query: Check | undefined;
  #body: Check | undefined;
  readonly #rates: RequestRates | undefined;

  constructor(readonly definition: RouteDefinition, readonly ajv: Ajv) {
    if (definition.addressRate !== undefined) this.#rates = new RequestRates(definition.addressRate);
  }

  /** @throws TooManyRequestsError when this address asks more often than the route allows. */
  takeRate(address: string): void {
    this.#rates?.take(address);
  }

  /** @throws BadRequestError core.invalid_query naming each parameter that is unknown or wrong. */
  checkQuery(query: Readonly<Record<string, string>>): void {
    const declared = this.definition.query ?? {};
    const known = Object.entries(query).filter(([name]) => Object.hasOwn(declared, name) || this.definition.openQuery !== true);
    if (known.length === 0 && Object.keys(declared).length === 0) return;
    this.#query ??= compileValidator(objectOf(declared), this.ajv);
    const values = Object.fromEntries(known.map(([name, text]) => [name, typedParameter(text, declared[name]?.['type'])]));
    const errors = this.#query(values).map((one) => ({ ...one, pointer: `query:${unescapePointer(one.pointer)}` }));
    if (errors.length > 0) {
      const names = errors.map((one) => one.pointer.slice('query:'.length)).join(', ');
      throw new BadRequestError('core.invalid_query', { ru: 'Неверные параметры запроса: {names}.', en: 'Wrong query parameters: {names}.' }, { params: { names }, errors });
    }
  }

  /** @throws BadRequestError core.wrong_type @throws InvalidError core.invalid_fields; both with JSON pointers. */
  checkBody(body: unknown): void {
    const schema = this.definition.body;
    if (this.definition.raw === true) return;
    if (schema === undefined) {
      if (body === undefined || isEmptyObject(body) || this.definition.multipart === true) return;
      throw new BadRequestError('core.unexpected_body', { ru: 'Тело запроса здесь не принимается.', en: 'No request body is taken here.' });
    }
    this.#body ??= compileValidator(schema, this.ajv);
    const errors = this.#body(body === undefined ? {} : body);
    if (errors.length === 0) return;
    const names = errors.map((one) => one.pointer || '/').join(', ');
    if (errors.some((one) => one.code === 'type')) {
      throw new BadRequestError('core.wrong_type', { ru: 'Значение не того типа: {names}.', en: 'A value of the wrong type: {names}.' }, { params: { names }, errors });
    }
    throw new InvalidError('core.invalid_fields', { ru: 'Проверьте поля: {names}.', en: 'Check the fields: {names}.' }, { params: { names }, errors });
  }

  /** Compiles every schema now. @throws Error when one of them is wrong. */
  compile(): void {
    if (this.definition.body !== undefined) this.#body ??= compileValidator(this.definition.body, this.ajv);
    this.#query ??= compileValidator(objectOf(this.definition.query ?? {}), this.ajv);
    if (this.definition.response !== undefined) compileValidator(this.definition.response, this.ajv);
  }
}

function objectOf(properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return { type: 'object', additionalProperties: false, properties };
}

function unescapePointer(pointer: string): string {
  return pointer.slice(1).replaceAll('~1', '/').replaceAll('~0', '~');
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
}

/** One segment of the tree of paths. A fixed name wins over a parameter, a parameter over the rest of the path. */
interface Node {
  readonly fixed: Map<string, Node>;
  parameter?: Node;
  rest?: Map<HttpMethod, Entry>;
  readonly methods: Map<HttpMethod, Entry>;
}

interface Entry {
  readonly route: MountedRoute;
  readonly names: readonly string[];
}

export type RouteMatch =
  | { readonly kind: 'found'; readonly route: MountedRoute; readonly params: Record<string, string> }
  | { readonly kind: 'wrong_method'; readonly allowed: readonly HttpMethod[] }
  | { readonly kind: 'unknown' };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A root fallback (the UI's pages) never answers for these: a misspelt API path stays a 404. */
const RESERVED = new Set(['api', 'health', 'metrics']);

/**
 * All routes of a server, found by path and method. Paths are matched exactly: case, no trailing slash, percent-escapes decoded once.
 * @throws Error at construction, naming every route that has no permission, a malformed path or the place of another one.
 */
export class RouteTable {
  readonly routes: readonly MountedRoute[];
  readonly #root: Node = emptyNode();

  constructor(definitions: readonly RouteDefinition[]) {
    const ajv = createAjv();
    this.routes = definitions.map((one) => new MountedRoute(one, ajv));
    const faults = this.routes.flatMap((route) => this.#add(route) ?? []);
    if (faults.length > 0) throw new Error(`Routes cannot be registered:\n${faults.join('\n')}`);
  }

  /** Compiles all schemas, which otherwise happens on first use. @throws Error naming the route whose schema is wrong. */
  compileAll(): void {
    for (const route of this.routes) {
      try {
        route.compile();
      } catch (cause) {
        throw new Error(`Schema of ${route.definition.method} ${route.definition.path}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
      }
    }
  }

  #add(route: MountedRoute): string | undefined {
    const { method, path, permission } = route.definition;
    const name = `${method} ${path}`;
    if (typeof permission !== 'string' || !/^(public|signed_in|[a-z][a-z0-9_]*(\.[a-z0-9_]+)+)$/.test(permission)) return `${name} declares no permission`;
    if (!/^\/[^?#]*$/.test(path) || (path.length > 1 && path.endsWith('/'))) return `${name} is not a path`;
    const names: string[] = [];
    const segments = path.slice(1).split('/');
    let node = this.#root;
    for (const segment of path === '/' ? [] : segments) {
      if (segment.startsWith('*')) {
        names.push(segment.slice(1));
        node.rest ??= new Map();
        if (node.rest.has(method)) return `${name} is registered twice`;
        node.rest.set(method, { route, names });
        return segment === segments.at(-1) ? undefined : `${name}: ${segment} must be the last segment`;
      }
      if (segment.startsWith(':')) {
        names.push(segment.slice(1));
        node = node.parameter ??= emptyNode();
      } else {
        let next = node.fixed.get(segment);
        if (next === undefined) node.fixed.set(segment, (next = emptyNode()));
        node = next;
      }
    }
    if (node.methods.has(method)) return `${name} is registered twice`;
    node.methods.set(method, { route, names });
    return undefined;
  }

  /** Finds the route of a raw (still encoded) path. HEAD is looked up as GET. */
  match(method: string, rawPath: string): RouteMatch {
    const wanted = (method === 'HEAD' ? 'GET' : method) as HttpMethod;
    const segments = rawPath === '/' ? [] : rawPath.slice(1).split('/').map(decodePercent);
    if (!rawPath.startsWith('/') || segments.some((one) => one === undefined)) return { kind: 'unknown' };
    const allowed = new Set<HttpMethod>();
    const found = this.#find(this.#root, segments as string[], 0, [], wanted, allowed);
    if (found !== undefined) return found;
    return allowed.size > 0 ? { kind: 'wrong_method', allowed: [...allowed] } : { kind: 'unknown' };
  }

  #find(node: Node, segments: readonly string[], at: number, values: readonly string[], method: HttpMethod, allowed: Set<HttpMethod>): RouteMatch | undefined {
    if (at === segments.length) {
      const entry = node.methods.get(method);
      const params = entry === undefined ? undefined : paramsOf(entry, values);
      if (entry !== undefined && params !== undefined) return { kind: 'found', route: entry.route, params };
      if (entry === undefined) for (const one of node.methods.entries()) if (paramsOf(one[1], values) !== undefined) allowed.add(one[0]);
    } else {
      const segment = segments[at]!;
      const fixed = node.fixed.get(segment);
      const next = fixed === undefined ? undefined : this.#find(fixed, segments, at + 1, values, method, allowed);
      if (next !== undefined) return next;
      if (node.parameter !== undefined && segment !== '') {
        const bound = this.#find(node.parameter, segments, at + 1, [...values, segment], method, allowed);
        if (bound !== undefined) return bound;
      }
    }
    const rest = at === 0 && RESERVED.has((segments[0] ?? '').toLowerCase()) ? undefined : node.rest?.get(method);
    if (rest === undefined || allowed.size > 0) return undefined;
    const params = paramsOf(rest, [...values, segments.slice(at).join('/')]);
    return params === undefined ? undefined : { kind: 'found', route: rest.route, params };
  }
}

function emptyNode(): Node {
  return { fixed: new Map(), methods: new Map() };
}

/** Named values of a match; undefined when an id is not a UUID, so that a malformed id is as unknown as a missing row. */
function paramsOf(entry: Entry, values: readonly string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [index, name] of entry.names.entries()) {
    const value = values[index]!;
    if (/^id$|Id$|_id$/.test(name) && !UUID.test(value)) return undefined;
    params[name] = value;
  }
  return params;
}
