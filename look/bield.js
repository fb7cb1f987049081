// What helps, and no more: every page works without this file.

import { Button } from 'govuk-frontend/dist/govuk/components/button/button.mjs'
import { ErrorSummary } from 'govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs'

const PRESSES_TO_LEAVE = 3
const PRESSES_WITHIN_MS = 5000
const LEFT = 'left'

/**
 * Go to the link's page in place of this one, so that "back" does not return here.
 * The value of `data-bield-leave` names the page that comes.
 */
function leave(link) {
  // The page and its name go from the screen at once, not when the network has answered.
  hide()
  document.title = link.dataset.bieldLeave || link.hostname
  remember(LEFT)
  window.location.replace(link.href)
}

const hide = () => document.documentElement.classList.add('bield-leaving')

/** Follow every `data-bield-leave` link by `leave`. A click that asks for a new tab keeps its meaning. */
function followLeaveLinks() {
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[data-bield-leave]') : null
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    leave(link)
  })
}

/**
 * Leave when Shift alone is pressed three times within five seconds.
 * Shift held for a capital letter, another key or a click is somebody typing or selecting: it starts the count again.
 */
function leaveOnShift(link) {
  const status = document.querySelector('[data-bield-leave-status]')
  let presses = []
  let shiftAlone = false
  let quiet

  const say = () => {
    if (!status) return
    const left = PRESSES_TO_LEAVE - presses.length
    status.textContent = (left === 2 && status.dataset.twoMore) || (left === 1 && status.dataset.oneMore) || ''
  }
  const startAgain = () => {
    shiftAlone = false
    if (presses.length === 0) return
    presses = []
    say()
  }

  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Shift' || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) startAgain()
    else if (!event.repeat) shiftAlone = true
  }, true)
  document.addEventListener('pointerdown', startAgain, true)
  document.addEventListener('keyup', (event) => {
    if (event.key !== 'Shift' || !shiftAlone) return
    shiftAlone = false
    presses = [...presses, event.timeStamp].filter((at) => event.timeStamp - at <= PRESSES_WITHIN_MS)
    if (presses.length >= PRESSES_TO_LEAVE) return leave(link)
    say()
    clearTimeout(quiet)
    quiet = setTimeout(startAgain, PRESSES_WITHIN_MS)
  }, true)
}

// Leaving comes first, so that nothing that fails below can take it away.
followLeaveLinks()
const link = document.querySelector('a[data-bield-leave]')
if (link) {
  leaveOnShift(link)
  // The hint about Shift is true only where this file runs, so the page holds it hidden.
  for (const hint of document.querySelectorAll('[data-bield-leave-hint]')) hint.hidden = false
}

/** Note in this tab alone that the site was left, or that it was opened again. No browser must allow it. */
function remember(value) {
  try {
    if (value) sessionStorage.setItem(LEFT, value)
    else sessionStorage.removeItem(LEFT)
  } catch { /* then the site's own answer to `/leave` has to do */ }
}

/** Whether the site was left in this tab, as far as the browser tells. */
function wasLeft() {
  try {
    return sessionStorage.getItem(LEFT) !== null
  } catch {
    return false
  }
}

// Some browsers bring a page back from memory as it was, answers and all, whatever the site asked. So it is
// hidden and fetched anew: by then the answers are gone, or the ticks are as they are now. The answer to a message
// cannot be fetched anew, and stays, unless the site was left.
const title = document.title
window.addEventListener('pageshow', (event) => {
  document.title = title
  if (!event.persisted) {
    remember('')
  } else if (!document.querySelector('[data-bield-once]')) {
    hide()
    window.location.reload()
    return
  } else if (wasLeft()) {
    hide()
    window.location.replace('/')
    return
  }
  document.documentElement.classList.remove('bield-leaving')
})

// govuk-frontend's components refuse to start without this class on the body.
document.body.classList.add('govuk-frontend-supported')
for (const Component of [Button, ErrorSummary]) {
  for (const element of document.querySelectorAll(`[data-module="${Component.moduleName}"]`)) new Component(element)
}
