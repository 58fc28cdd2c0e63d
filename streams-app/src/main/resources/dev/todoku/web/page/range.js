// How far back figures go. It stands in the address, so that a link shows the same.

import { el } from './dom.js';
import { say } from './words.js';

const RANGES = ['1h', '24h', '7d', '30d'];

export function parameters() {
  return new URLSearchParams(location.hash.split('?')[1] || '');
}

export function range() {
  const wanted = parameters().get('range');
  return RANGES.includes(wanted) ? wanted : '24h';
}

// shown: the range that is shown where the address names none.
export function chooser(shown = range()) {
  const path = location.hash.split('?')[0] || '#/';
  return el('p', { class: 'ranges', role: 'group', 'aria-label': say('range') }, RANGES.map((name) =>
    el('a', { href: `${path}?range=${name}`, 'aria-current': name === shown ? 'true' : null }, say(`range.${name}`))));
}
