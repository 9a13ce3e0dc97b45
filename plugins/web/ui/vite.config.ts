import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The workplace is one application; every page is a chunk of its own, read when it is opened. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
  // For work on the screens: `npx vite --config plugins/web/ui/vite.config.ts` beside a running node.
  // The node takes changes from its own pages only, so it must see the host that the browser sees.
  server: { proxy: { '/api': { target: process.env['REGLAMENT_URL'] ?? 'http://localhost:8080', changeOrigin: false } } },
  build: {
    outDir: fileURLToPath(new URL('../dist', import.meta.url)),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 800,
    modulePreload: { polyfill: false },
  },
});
