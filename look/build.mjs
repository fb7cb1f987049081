// Makes bield.css and bield.js: node build.mjs FOLDER. Run it through build.sh.
// The same input gives the same bytes: no clock, no paths and no map goes in.

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import esbuild from 'esbuild'
import postcss from 'postcss'
import * as sass from 'sass'

const look = fileURLToPath(new URL('.', import.meta.url))
const folder = process.argv[2]
if (!folder) {
  console.error('Say which folder to write to: node build.mjs FOLDER')
  process.exit(2)
}

// Variants of govuk-frontend's components that the site does not use. A page that needs one
// takes its line out here; `conditional` would need script, so such questions get their own page.
const LEFT_OUT = [
  '__conditional', 'checkboxes--small', 'radios--small', 'input__prefix', 'input__suffix', 'input__wrapper',
  'button--inverse', 'link--inverse', 'back-link--inverse', 'panel--interruption', 'tag--turquoise', 'tag--pink',
  'tag--magenta', 'tag--orange', 'link--no-visited-state',
  'summary-card', 'link-image', 'list--spaced', 'body-lead', 'extra-letter-spacing', 'section-break--xl',
  'table__caption--xl', '-from-desktop', 'govuk-\\!-font-size', 'govuk-clearfix', 'focusable', 'exit-this-page',
  'width-container .govuk-phase-banner'
]

// Pages in Arabic and Urdu run from right to left: a side is where a line begins or ends.
const SIDES = { left: 'start', right: 'end' }

/** Name the sides of what govuk-frontend and we lay out by where a line begins, not by left and right. */
const sides = {
  postcssPlugin: 'bield-sides',
  Declaration(declaration) {
    const { prop, value } = declaration
    if (/^(left|right)$/.test(prop)) declaration.prop = `inset-inline-${SIDES[prop]}`
    else if (/^(margin|padding)-(left|right)$/.test(prop)) declaration.prop = prop.replace(/left|right/, (side) => `inline-${SIDES[side]}`)
    else if (/^border-(left|right)(-(width|style|color))?$/.test(prop)) declaration.prop = prop.replace(/left|right/, (side) => `inline-${SIDES[side]}`)
    else if (prop === 'text-align' && value in SIDES) declaration.value = SIDES[value]
    else if (/^(margin|padding)$/.test(prop)) {
      // A shorthand with two different sides names them apart.
      const [top, right, bottom, left] = value.split(/\s+(?![^(]*\))/)
      if (left !== undefined && left !== right && !value.includes('!')) {
        declaration.cloneBefore({ prop: `${prop}-block`, value: `${top} ${bottom}` })
        declaration.replaceWith({ prop: `${prop}-inline`, value: `${left} ${right}` })
      }
    }
  }
}

/**
 * Take out of govuk-frontend's CSS what Bield says once for the whole page (the font, in print too),
 * what only browsers without module scripts or custom properties would read, and LEFT_OUT.
 */
const trim = {
  postcssPlugin: 'bield-trim',
  Rule(rule) {
    const kept = rule.selectors.filter((selector) => !LEFT_OUT.some((name) => selector.includes(name)))
    if (kept.length === 0) rule.remove()
    else if (kept.length < rule.selectors.length) rule.selectors = kept
  },
  Declaration(declaration) {
    const { prop, value } = declaration
    if (/^(-webkit-font-smoothing|-moz-osx-font-smoothing|-ms-.*|-webkit-text-decoration-skip.*)$/.test(prop)) declaration.remove()
    else if (prop === 'font-family' && /^(bield-font|sans-serif)$/.test(value)) declaration.remove()
    else if (value === '-webkit-sticky') declaration.remove()
    else declaration.value = value.replace(/var\((--govuk-[a-z-]+), #[0-9a-f]{6}\)/g, 'var($1)')
  },
  AtRule(rule) {
    if (/screen(\\0|\uFFFD)/.test(rule.params)) rule.remove()
    else if (rule.name === 'supports' && rule.params === 'not (text-wrap: balance)') rule.remove()
    else if (rule.name === 'media' && /^screen and \(-ms-high-contrast/.test(rule.params)) rule.remove()
    else if (rule.name === 'supports' && /^not \(-ms-ime-align/.test(rule.params)) rule.replaceWith(rule.nodes)
  },
  OnceExit(root) {
    root.walkRules((rule) => { if (rule.nodes.length === 0) rule.remove() })
    root.walkAtRules((rule) => { if (rule.nodes?.length === 0) rule.remove() })
  }
}

const manifest = async (name) => JSON.parse(await readFile(join(look, 'node_modules', name, 'package.json'), 'utf8'))
const { version } = await manifest('govuk-frontend')
const licence = (await readFile(join(look, 'govuk-frontend-licence.txt'), 'utf8')).trim()
const opening = `/*! Built by look/build.sh from govuk-frontend ${version} (MIT) – do not edit\n\n${licence}\n*/\n`

const compiled = sass.compile(join(look, 'bield.scss'), {
  loadPaths: [join(look, 'node_modules')],
  charset: false
})
const trimmed = await postcss([trim, sides]).process(compiled.css, { from: undefined, map: false })
const style = await esbuild.transform(trimmed.css, { loader: 'css', minify: true, charset: 'utf8', target: ['chrome100', 'firefox100', 'safari15'] })

const script = await esbuild.build({
  entryPoints: [join(look, 'bield.js')],
  absWorkingDir: look,
  bundle: true,
  minify: true,
  write: false,
  format: 'esm',
  target: 'es2019',
  charset: 'utf8',
  legalComments: 'none'
})

// What must never be in it, whatever a later version of govuk-frontend brings.
const forbidden = /@font-face|GDS Transport|url\(|@import|bield-font/.exec(style.code)
if (forbidden) {
  console.error(`The stylesheet contains "${forbidden[0]}", which Bield does not ship.`)
  process.exit(1)
}

await writeFile(join(folder, 'bield.css'), opening + style.code)
await writeFile(join(folder, 'bield.js'), opening + script.outputFiles[0].text)
