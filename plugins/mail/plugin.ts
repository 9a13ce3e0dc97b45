import { definePlugin, label, migrationsFrom } from '../../core/index.ts';
import { sendLetter } from './effects/send-letter.ts';
import { Letter } from './entities/letter.ts';
import { mailErrors } from './errors.ts';
import { letterImporter } from './importers/letter-importer.ts';
import { startMail } from './outgoing/start-mail.ts';
import { postLetter, uploadLetter } from './routes/letter-routes.ts';

export default definePlugin({
  id: 'mail',
  version: '1.0.0',
  label: label('Почта', 'Mail'),
  requires: { crm: '^1.0.0' },
  entities: [Letter],
  effects: [sendLetter],
  importers: [letterImporter],
  routes: [uploadLetter, postLetter],
  errors: mailErrors,
  migrations: migrationsFrom('./migrations/', import.meta.url),
  start: startMail,
});
