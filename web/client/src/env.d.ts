/// <reference types="vite/client" />
/// <reference types="svelte" />

declare module 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url' {
  const url: string
  export default url
}

/** What tests and the browser's console may hold on to; nothing on the page uses it. */
interface Window {
  xiantu?: {
    /** The MapLibre map: queryRenderedFeatures, project, on('idle'). */
    map: import('maplibre-gl').Map
  }
}
