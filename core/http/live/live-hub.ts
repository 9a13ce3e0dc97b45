import { PassThrough } from 'node:stream';
import type { Readable } from 'node:stream';
import type { Actor, ChangeNotice, Company } from '../../company/index.ts';
import { TooManyRequestsError } from '../../errors/index.ts';
import type { Authenticator, Identity } from '../identity.ts';

export interface LiveHubOptions {
  readonly authenticator: Pick<Authenticator, 'revalidate'>;
  /** Whether a change may be shown to this person; asked for every change and every stream. A failure counts as no. */
  readonly mayRead: (actor: Actor, company: Company, change: ChangeNotice) => boolean | Promise<boolean>;
  readonly onCount?: (streams: number) => void;
  /** Milliseconds between comments that keep proxies from closing the stream; default 15 000. */
  readonly heartbeatMs?: number;
  /** Milliseconds between looks at each stream's session; default 3000. */
  readonly recheckMs?: number;
  /** A client that leaves more unread is cut off, bytes; default 256 KiB. */
  readonly bufferBytes?: number;
  /** Streams one user may hold; default 10. */
  readonly perUser?: number;
}

const DEFAULTS = { heartbeatMs: 15_000, recheckMs: 3000, bufferBytes: 262_144, perUser: 10 };
const MAX_QUEUED_BATCHES = 100;

interface Subscriber {
  identity: Identity;
  readonly stream: PassThrough;
  /** Batches are written one after another, in the order they came. */
  tail: Promise<void>;
  queued: number;
}

/** The open streams of this process: server-sent events `change`, `resync` (read everything again) and `end` (signed out, or stopping). */
export class LiveHub {
  readonly #subscribers = new Set<Subscriber>();
  readonly #timers: NodeJS.Timeout[];
  readonly #options: Required<Omit<LiveHubOptions, 'onCount'>> & Pick<LiveHubOptions, 'onCount'>;
  #rechecking = false;

  constructor(options: LiveHubOptions) {
    this.#options = { ...DEFAULTS, ...options };
    this.#timers = [
      setInterval(() => this.#heartbeat(), this.#options.heartbeatMs).unref(),
      setInterval(() => void this.recheck(), this.#options.recheckMs).unref(),
    ];
  }

  /** A new stream for `identity`. @throws TooManyRequestsError when the user has too many. */
  open(identity: Identity): Readable {
    const own = [...this.#subscribers].filter((one) => one.identity.company === identity.company && one.identity.actor.userId === identity.actor.userId);
    if (own.length >= this.#options.perUser) throw new TooManyRequestsError(10, 'core.too_many_streams');
    const subscriber: Subscriber = { identity, stream: new PassThrough(), tail: Promise.resolve(), queued: 0 };
    subscriber.stream.once('close', () => this.#remove(subscriber));
    subscriber.stream.on('error', () => this.#remove(subscriber));
    this.#subscribers.add(subscriber);
    this.#options.onCount?.(this.#subscribers.size);
    this.#write(subscriber, 'retry: 2000\n\n');
    return subscriber.stream;
  }

  /** Passes changes of a company (`*`: of every one) on to whoever may read them; an empty list becomes `resync`. */
  deliver(companyId: string, changes: readonly ChangeNotice[]): void {
    for (const subscriber of this.#subscribers) {
      if (companyId !== '*' && subscriber.identity.company.id !== companyId) continue;
      if (changes.length === 0) {
        this.#write(subscriber, frame('resync', {}));
        continue;
      }
      if (subscriber.queued >= MAX_QUEUED_BATCHES) {
        subscriber.stream.destroy();
        continue;
      }
      subscriber.queued += 1;
      subscriber.tail = subscriber.tail.then(async () => {
        const visible = await this.#visible(subscriber.identity, changes);
        subscriber.queued -= 1;
        if (visible.length > 0) this.#write(subscriber, frame('change', { changes: visible }));
      });
    }
  }

  async #visible({ actor, company }: Identity, changes: readonly ChangeNotice[]): Promise<ChangeNotice[]> {
    const allowed = await Promise.all(
      changes.map(async (change) => {
        try {
          return await this.#options.mayRead(actor, company, change);
        } catch {
          return false;
        }
      }),
    );
    return changes.filter((_, index) => allowed[index] === true);
  }

  /** Looks at every stream's session again and ends those whose session is over. Runs by itself; a failure to look ends the stream too. */
  async recheck(): Promise<void> {
    if (this.#rechecking) return;
    this.#rechecking = true;
    await Promise.all(
      [...this.#subscribers].map(async (subscriber) => {
        const identity = await this.#options.authenticator.revalidate(subscriber.identity).catch(() => undefined);
        if (identity === undefined) this.#end(subscriber, 'session_ended');
        else subscriber.identity = identity;
      }),
    );
    this.#rechecking = false;
  }

  #heartbeat(): void {
    for (const subscriber of this.#subscribers) this.#write(subscriber, ': still here\n\n');
  }

  #write({ stream }: Subscriber, text: string): void {
    if (stream.writableEnded || stream.destroyed) return;
    stream.write(text);
    if (stream.writableLength + stream.readableLength > this.#options.bufferBytes) stream.destroy();
  }

  #end(subscriber: Subscriber, reason: string): void {
    this.#write(subscriber, frame('end', { reason }));
    subscriber.stream.end();
    this.#remove(subscriber);
  }

  #remove(subscriber: Subscriber): void {
    if (this.#subscribers.delete(subscriber)) this.#options.onCount?.(this.#subscribers.size);
  }

  get size(): number {
    return this.#subscribers.size;
  }

  /** Ends every stream: the server stops. */
  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
    for (const subscriber of [...this.#subscribers]) this.#end(subscriber, 'server_stopping');
  }
}

function frame(event: string, data: unknown): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
