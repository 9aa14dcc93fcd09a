/** Styles are written to one file, so that the page needs no inline style. */
export default { compilerOptions: { runes: true, css: 'external' } }
