// Builds the workplace into dist/ when its sources are newer than what was built last; also writes the compressed copies that are served.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const here = fileURLToPath(new URL('.', import.meta.url));
const dist = join(here, 'dist');
const mark = join(dist, '.sources');

/** Hash of every source of every plugin's screens, and of the packages they are built with. */
function digest() {
  const plugins = join(here, '..');
  const hash = createHash('sha256').update(readFileSync(join(here, '../../package-lock.json')));
  for (const plugin of readdirSync(plugins).sort()) {
    const ui = join(plugins, plugin, 'ui');
    if (!existsSync(ui)) continue;
    for (const file of readdirSync(ui, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name)).sort()) {
      hash.update(file.slice(plugins.length)).update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}

function compress() {
  const assets = join(dist, 'assets');
  for (const name of readdirSync(assets)) {
    if (!/\.(js|css|svg)$/.test(name)) continue;
    const content = readFileSync(join(assets, name));
    writeFileSync(join(assets, `${name}.gz`), gzipSync(content, { level: 9 }));
    writeFileSync(join(assets, `${name}.br`), brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
  }
}

const sources = digest();
if (!existsSync(mark) || readFileSync(mark, 'utf8') !== sources) {
  console.log('Building the workplace; this is needed once after a change of its sources.');
  const { build } = await import('vite');
  await build({ configFile: join(here, 'ui/vite.config.ts'), logLevel: 'warn' });
  compress();
  writeFileSync(mark, sources);
}
