/** Work repeated at intervals until it is stopped. */
export interface Repetition {
  /** Ends it and waits for a run under way. */
  stop(): Promise<void>;
}

export interface RepeatOptions {
  /** Pause between the end of one run and the start of the next, milliseconds; varied by a fifth so that nodes do not march in step. */
  readonly everyMs: number;
  /** While runs fail the pause doubles up to this, milliseconds. */
  readonly longestPauseMs: number;
  readonly failed: (error: unknown) => void;
}

/** Runs `work` again and again, never twice at a time; a run that throws is reported and tried again later. */
export function repeat(work: () => Promise<void>, options: RepeatOptions): Repetition {
  let stopped = false;
  let failures = 0;
  let wake: (() => void) | undefined;

  const turn = async (): Promise<void> => {
    try {
      await work();
      failures = 0;
    } catch (error) {
      failures += 1;
      if (!stopped) options.failed(error);
    }
  };
  const pause = (): Promise<void> => {
    const wanted = failures === 0 ? options.everyMs : Math.min(options.longestPauseMs, options.everyMs * 2 ** failures);
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, wanted * (0.9 + Math.random() / 5));
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  };
  const running = (async () => {
    while (!stopped) {
      await turn();
      if (!stopped) await pause();
    }
  })();
  return {
    stop: async () => {
      stopped = true;
      wake?.();
      await running;
    },
  };
}
