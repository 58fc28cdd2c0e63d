// Whether a sender's side is in order, as the DNS tells now.

import { el } from './dom.js';
import { language, say } from './words.js';

const KINDS = { ERROR: 'bad', WARNING: 'bad', UNKNOWN: 'wait', NOTE: '', OK: 'good' };
const WORST_FIRST = Object.keys(KINDS);

export function report(answer) {
  const findings = [...answer.findings].sort((a, b) => WORST_FIRST.indexOf(a.level) - WORST_FIRST.indexOf(b.level));
  return [
    el('h1', {}, say('check.title', answer.domain)),
    answer.ips.length ? el('p', { class: 'mono' }, answer.ips.join(', ')) : null,
    findings.map((finding) => el('section', { class: 'card' },
      el('h2', {}, badge(finding.level), ' ', finding.text[language]),
      finding.fix ? el('p', {}, finding.fix[language]) : null,
      finding.publish ? el('p', { class: 'mono' }, finding.publish) : null,
      el('p', { class: 'hint' }, `${finding.asked} · ${finding.rfc}`))),
  ];
}

function badge(level) {
  return el('span', { class: `badge ${KINDS[level]}` }, say(`level.${level}`));
}
