import { svelte } from '@sveltejs/vite-plugin-svelte'
import { loadEnv } from 'vite'
import { defineConfig } from 'vitest/config'

export default defineConfig(({ mode }) => ({
  plugins: [svelte()],
  base: './',
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0, // data: URLs would need a wider content security policy
    chunkSizeWarningLimit: 1200, // MapLibre is one library of about 1.1 MB
    rolldownOptions: {
      output: {
        codeSplitting: { groups: [{ name: 'maplibre', test: /node_modules\/maplibre-gl/ }] },
      },
    },
  },
  server: {
    proxy: {
      // The browser's Host stays: the server compares it with Origin and writes it into addresses, of tiles and of images.
      '^/(v1|tiles|sprite|archives|ogc|style\\.json|openapi)': {
        target: loadEnv(mode, '.', 'XIANTU_').XIANTU_URL ?? 'http://127.0.0.1:8080',
        changeOrigin: false,
      },
    },
  },
  test: { include: ['test/**/*.test.ts'], css: true },
}))
