// As of when an answer holds: no all-clear while judging is behind.

import { el } from './dom.js';
import { duration, minute, say } from './words.js';

export function isUpToDate(answer) {
  return answer.complete && answer.judgedUntil > 0 && !answer.behindMs;
}

// Of what holds at once, and does not wait for minutes to be judged.
export function reading(answer) {
  return answer.complete ? null : el('p', { class: 'wait' }, say('figures.reading'));
}

export function asOf(answer) {
  if (!answer.complete) { return reading(answer); }
  if (!answer.judgedUntil) { return el('p', { class: 'wait' }, say('asof.unknown')); }
  if (!answer.behindMs) { return el('p', { class: 'faint' }, say('asof.until', minute(answer.judgedUntil))); }
  return el('p', { class: 'wait', role: 'status' }, say('asof.behind', minute(answer.judgedUntil), duration(answer.behindMs)),
    answer.heldUpBy ? ` ${say('asof.held', answer.heldUpBy)}` : null);
}
