// What helps, and no more: every page works without this file.

import { Button } from 'govuk-frontend/dist/govuk/components/button/button.mjs'
import { ErrorSummary } from 'govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs'

const PRESSES_TO_LEAVE = 3
const PRESSES_WITHIN_MS = 5000

/**
 * Go to the link's page in place of this one, so that "back" does not return here.
 * The value of `data-bield-leave` names the page that comes.
 */
function leave(link) {
  // The page and its name go from the screen at once, not when the network has answered.
  document.documentElement.classList.add('bield-leaving')
  document.title = link.dataset.bieldLeave || link.hostname
  window.location.replace(link.href)
}

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

// A page taken from the browser's memory comes back as it was before it was left.
const title = document.title
window.addEventListener('pageshow', () => {
  document.documentElement.classList.remove('bield-leaving')
  document.title = title
})

// govuk-frontend's components refuse to start without this class on the body.
document.body.classList.add('govuk-frontend-supported')
for (const Component of [Button, ErrorSummary]) {
  for (const element of document.querySelectorAll(`[data-module="${Component.moduleName}"]`)) new Component(element)
}
