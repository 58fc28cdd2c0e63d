// Incidents: what goes on, the evidence, the remedy.

import { download } from './api.js';
import { asOf, isUpToDate } from './asof.js';
import { el, table } from './dom.js';
import { language, number, percent, say, time } from './words.js';

export function list(answer, shown) {
  const open = answer.incidents.filter((alert) => isOpen(alert));
  const ended = answer.incidents.filter((alert) => !isOpen(alert));
  return [
    el('h1', {}, say('nav.incidents')),
    asOf(answer),
    open.length ? open.map((alert) => summary(alert)) : isUpToDate(answer) ? el('p', { class: 'good' }, `✓ ${say('incidents.none')}`) : null,
    ended.length ? [el('h2', {}, say('incidents.ended')), ended.map((alert) => summary(alert))] : null,
    shown === 'all' ? el('button', { type: 'button', class: 'plain', onclick: () => download('api/incidents', { limit: 1000 }, 'incidents.csv') }, say('csv')) : null,
  ];
}

function summary(alert) {
  return el('section', { class: 'card' },
    el('h2', {}, el('a', { href: `#/incidents/${encodeURIComponent(alert.incidentId)}` }, alert.title[language])),
    el('p', {}, badge(alert), ' ', since(alert)));
}

export function incident(alert) {
  const evidence = alert.evidence;
  return [
    el('h1', {}, alert.title[language]),
    el('p', {}, badge(alert), ' ', since(alert)),
    alert.state === 'WITHDRAWN' ? null : [el('h2', {}, say('incidents.remedy')),
      el('ol', { class: 'steps' }, (alert.remedy || []).map((step) => el('li', {}, step.text[language],
        step.where ? [el('br'), link(step.where)] : null)))],
    el('h2', {}, say('incidents.evidence')),
    el('dl', { class: 'facts' }, ...scope(alert.scope || {}),
      el('dt', {}, say('incidents.failures')), el('dd', {}, say('incidents.of', number(evidence.failures), number(Math.max(evidence.failures, evidence.attempts)))),
      el('dt', {}, say('incidents.baseline')), el('dd', {}, percent(evidence.baseline)),
      el('dt', {}, say('incidents.score')), el('dd', {}, say('incidents.threshold', evidence.score.toFixed(2), evidence.threshold.toFixed(2))),
      el('dt', {}, say('incidents.confidence')), el('dd', {}, say(`confidence.${evidence.confidence}`)),
      el('dt', {}, say('incidents.id')), el('dd', { class: 'mono' }, alert.incidentId)),
    findings(evidence, true, 'incidents.supports'),
    findings(evidence, false, 'incidents.opposes'),
    checks(alert),
    evidence.samples && evidence.samples.length ? [el('h3', {}, say('incidents.samples')),
      table(say('incidents.samples'), [say('story.when'), say('fact.to'), say('fact.reply')],
        evidence.samples.map((sample) => [time(sample.time),
          el('a', { href: `#/search/${encodeURIComponent(sample.messageId)}` }, sample.recipient),
          el('span', { class: 'mono' }, (sample.reply && sample.reply.text) || '')]))] : null,
  ];
}

function findings(evidence, supports, heading) {
  const found = (evidence.findings || []).filter((finding) => finding.supports === supports);
  return found.length ? [el('h3', {}, say(heading)),
    el('ul', {}, found.map((finding) => el('li', {}, finding.text ? finding.text[language] : [finding.id, finding.value].filter(Boolean).join(': '))))] : null;
}

// The domains of the scope and of the examples can be looked at as they are now.
function checks(alert) {
  const { sourceIp, fromDomain } = alert.scope || {};
  const ip = sourceIp && !sourceIp.includes('/') ? ` ${sourceIp}` : '';
  const domains = new Set([fromDomain, ...(alert.evidence.samples || []).map((sample) => sample.sender)].filter(Boolean));
  return [...domains].map((domain) => el('p', {},
    el('a', { href: `#/check/${encodeURIComponent(domain + ip)}` }, say('check.do', domain))));
}

function badge(alert) {
  const words = { RESOLVED: 'incidents.resolved', WITHDRAWN: 'incidents.withdrawn' };
  return el('span', { class: `badge ${isOpen(alert) ? 'bad' : 'good'}` }, say(words[alert.state] || `severity.${alert.severity}`));
}

function isOpen(alert) {
  return alert.state !== 'RESOLVED' && alert.state !== 'WITHDRAWN';
}

function since(alert) {
  if (alert.state === 'WITHDRAWN') {
    return say('incidents.notSo', time(alert.onset));
  }
  return alert.resolvedAt ? say('incidents.fromTo', time(alert.onset), time(alert.resolvedAt)) : say('incidents.since', time(alert.onset));
}

function scope(known) {
  return [['provider', 'incidents.provider'], ['sourceIp', 'fact.ip'], ['fromDomain', 'incidents.sender']]
    .filter(([part]) => known[part])
    .flatMap(([part, word]) => [el('dt', {}, say(word)), el('dd', { class: 'mono' }, known[part])]);
}

// Only what is an address on the web becomes a link.
function link(where) {
  return /^https?:\/\//.test(where) ? el('a', { href: where, rel: 'noopener noreferrer', target: '_blank' }, where) : el('span', {}, where);
}
