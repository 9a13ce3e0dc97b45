#!/usr/bin/env node
// The program is TypeScript and runs as it stands: tsx strips the types while it loads.
import { fileURLToPath } from 'node:url';

try {
  const { register } = await import('tsx/esm/api');
  register({ tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)) });
} catch (error) {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  console.error('The packages are not installed yet. Run: npm ci');
  process.exit(1);
}
// A reader that has seen enough (`| head`) is no fault of ours.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});
await import('./main.ts');
