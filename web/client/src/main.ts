// Starts the page: language, appearance and address first, then what is on screen.
import { mount } from 'svelte'
import 'maplibre-gl/dist/maplibre-gl.css'
import './map/colours.css'
import './tokens.css'
import './base.css'
import App from './App.svelte'
import { tongue } from './i18n/language.svelte'
import { held } from './state/county.svelte'
import { page } from './state/page.svelte'
import { appearance } from './state/theme.svelte'

tongue.open()
appearance.open()
page.open()
void held.open()

const target = document.getElementById('app')
if (target) mount(App, { target })
