// What changed about an incident from one revision to the next, and why.

import { el } from './dom.js';
import { language, number, say, time } from './words.js';

export function revisions(known) {
  return known && known.length ? [el('h2', {}, say('revisions.title')),
    el('ol', { class: 'moments' }, known.map((revision) => el('li', {}, el('span', { class: 'time' }, time(revision.time)), ' ',
      el('ul', {}, told(revision.changes).map((change) => el('li', {}, text(change)))))))] : null;
}

// When it has ended, what led to it holds no longer, and that is no news.
function told(changes) {
  return changes.some((change) => change.kind === 'ENDED') ? changes.filter((change) => change.kind !== 'NO_LONGER') : changes;
}

function text(change) {
  const of = (value) => (change.kind === 'SEVERITY' ? say(`severity.${value}`) : change.kind === 'CAUSE' ? say(`incident.cause.${value}`) : counts(value));
  if (change.text) { return say(`revision.${change.kind}`, change.text[language]); }
  return say(`revision.${change.kind}`, of(change.from || ''), of(change.to || change.from || ''));
}

// "12/40" as the server writes it.
function counts(value) {
  const parts = /^(\d+)\/(\d+)$/.exec(value);
  return parts ? say('incidents.of', number(Number(parts[1])), number(Number(parts[2]))) : value;
}
