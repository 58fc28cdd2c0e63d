// Whether a sender's side is in order, as the DNS tells now.

import { el } from './dom.js';
import { language, say } from './words.js';

const KINDS = { ERROR: 'bad', WARNING: 'bad', UNKNOWN: 'wait', NOTE: '', OK: 'good' };
const WORST_FIRST = Object.keys(KINDS);

export function report(answer) {
  const of = (levels) => answer.findings.filter((finding) => levels.includes(finding.level))
    .sort((a, b) => WORST_FIRST.indexOf(a.level) - WORST_FIRST.indexOf(b.level));
  return [
    el('h1', {}, say('check.title', answer.domain)),
    answer.ips.length ? el('p', { class: 'mono' }, answer.ips.join(', ')) : null,
    of(['ERROR', 'WARNING', 'NOTE']).map((finding) => el('section', { class: 'card' },
      el('h2', {}, badge(finding.level), ' ', finding.text[language]),
      finding.fix ? el('p', {}, finding.fix[language]) : null,
      finding.publish ? el('p', { class: 'mono' }, finding.publish) : null,
      el('p', { class: 'hint' }, `${finding.asked} · ${finding.rfc}`))),
    ['UNKNOWN', 'OK'].map((level) => briefly(level, of([level]))),
  ];
}

// What needs nothing done, a line each.
function briefly(level, findings) {
  return findings.length ? el('section', { class: 'card' }, el('h2', {}, badge(level)),
    el('ul', {}, findings.map((finding) => el('li', {}, finding.text[language], el('small', { class: 'faint' }, ` ${finding.asked}`))))) : null;
}

function badge(level) {
  return el('span', { class: `badge ${KINDS[level]}` }, say(`level.${level}`));
}
