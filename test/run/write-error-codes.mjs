// `npm run docs:errors` writes docs/errors.md.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { errorsPage } from './error-codes.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
writeFileSync(`${root}/docs/errors.md`, errorsPage(root));
