import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import type { Locale } from '../../../core/language/index.ts';
import { UsageError } from '../../output/index.ts';

/** A password nobody has to think of: 120 random bits. */
export function generatedPassword(): string {
  return randomBytes(15).toString('base64url');
}

/**
 * A password from the standard input: asked for without echo at a terminal, else its first line. Never an argument, which other users of the
 * machine could see. @throws UsageError when there is none
 */
export async function readPassword(locale: Locale): Promise<string> {
  const { stdin, stderr } = process;
  const terminal = stdin.isTTY === true;
  if (terminal) stderr.write({ ru: 'Пароль: ', en: 'Password: ' }[locale]);
  const lines = createInterface({ input: stdin, terminal: false });
  if (terminal) stdin.setRawMode(true);
  try {
    const password = terminal ? await typed(stdin) : ((await lines[Symbol.asyncIterator]().next()) as { value: string | undefined }).value;
    if (password !== undefined && password !== '') return password;
    throw new UsageError({ ru: 'Пароль не задан: передайте его первой строкой ввода или скажите --generate.', en: 'No password was given: send it as the first line of input, or say --generate.' });
  } finally {
    if (terminal) {
      stdin.setRawMode(false);
      stderr.write('\n');
    }
    lines.close();
  }
}

const ENTER = new Set(['\r', '\n', '\u0004']);
const ERASE = new Set(['\u007f', '\b']);

function typed(stdin: NodeJS.ReadStream): Promise<string> {
  return new Promise((resolve, reject) => {
    let password = '';
    const onData = (chunk: Buffer): void => {
      for (const key of chunk.toString()) {
        if (key === '\u0003') {
          stdin.off('data', onData);
          reject(new UsageError({ ru: 'Прервано.', en: 'Interrupted.' }));
          return;
        }
        if (ENTER.has(key)) {
          stdin.off('data', onData);
          resolve(password);
          return;
        }
        password = ERASE.has(key) ? [...password].slice(0, -1).join('') : password + key;
      }
    };
    stdin.on('data', onData);
  });
}
