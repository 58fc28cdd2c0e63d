// Incidents: what goes on, the evidence, the remedy.

import { download } from './api.js';
import { asOf, isUpToDate } from './asof.js';
import { chart } from './chart.js';
import { el, narrow, table } from './dom.js';
import { notes } from './notes.js';
import { chooser } from './range.js';
import { revisions } from './revisions.js';
import { between, duration, language, minute, number, percent, say, time } from './words.js';

const SEVERITIES = ['CRITICAL', 'PAUSE', 'ADVICE'];
// Of these the usual rate is not one of failures among attempts.
const RATES = ['DAILY_RATE', 'VOLUME', 'UNATTEMPTED_SENDS', 'UNMATCHED_BOUNCES', 'LISTINGS', 'RETURNED_MAIL'];
const BADGES = { CRITICAL: 'bad', PAUSE: 'wait', ADVICE: 'faint' };

export function list(answer, shown) {
  const open = answer.incidents.filter((alert) => isOpen(alert));
  const ended = answer.incidents.filter((alert) => !isOpen(alert));
  return [
    el('h1', {}, say('nav.incidents')),
    asOf(answer),
    open.length ? summaries(open, answer.judgedUntil) : isUpToDate(answer) ? el('p', { class: 'good' }, `✓ ${say('incidents.none')}`) : null,
    ended.length ? [el('h2', {}, say('incidents.ended')), ended.map((alert) => summary(alert))] : null,
    shown === 'all' ? el('button', { type: 'button', class: 'plain', onclick: () => download('api/incidents', { limit: 1000 }, 'incidents.csv') }, say('csv')) : null,
  ];
}

// By severity; advice is no alarm.
export function summaries(alerts, now) {
  return SEVERITIES.flatMap((severity) => alerts.filter((alert) => alert.severity === severity).map((alert) => summary(alert, now)));
}

// now: event time up to which all is judged, 0 where that does not matter.
function summary(alert, now = 0) {
  return el('section', { class: `card severity ${isOpen(alert) ? alert.severity.toLowerCase() : 'ended'}` },
    el('h3', {}, el('a', { href: `#/incidents/${encodeURIComponent(alert.incidentId)}` }, alert.headline[language])),
    el('p', {}, badge(alert), ' ', since(alert, now), ...countsAsOf(alert), acknowledged(alert)));
}

// The headline has the counts of the last revision, which may be hours old.
function countsAsOf(alert) {
  return isOpen(alert) ? [' ', el('span', { class: 'faint' }, say('incidents.counts', minute(alert.time)))] : [];
}

// figures: of the incident's provider or sender; mail: what failed in it; null where there are none.
export function incident(alert, figures = null, mail = null) {
  const evidence = alert.evidence;
  return [
    el('h1', {}, alert.headline[language]),
    el('p', {}, badge(alert), ' ', since(alert)),
    el('p', { class: 'share' }, share(alert, figures)),
    figures ? [chooser(figures.range), chart(figures.slots, figures.from, figures.to, figures.slotMs,
      [{ onset: alert.onset, end: alert.resolvedAt, detectedAt: alert.detectedAt, label: alert.title[language] }], RATES.includes(evidence.failureType) ? null : evidence.baseline)] : null,
    alert.grafana ? el('p', {}, el('a', { href: alert.grafana, rel: 'noopener noreferrer', target: '_blank' }, say('incidents.grafana'))) : null,
    ...(isOpen(alert) ? [notes(alert), mail] : [mail, notes(alert)]),
    revisions(alert.revisions),
    el('h2', {}, say('incidents.evidence')),
    el('dl', { class: 'facts' }, ...scope(alert.scope || {}, alert.providerLabel),
      el('dt', {}, say('incidents.failures')), el('dd', {}, say('incidents.of', number(evidence.failures), number(Math.max(evidence.failures, evidence.attempts)))),
      el('dt', {}, say('incidents.baseline')), el('dd', {}, percent(evidence.baseline)),
      el('dt', {}, say('incidents.score')), el('dd', {}, say('incidents.threshold', evidence.score.toFixed(2), evidence.threshold.toFixed(2))),
      el('dt', {}, say('incidents.confidence')), el('dd', {}, say(`confidence.${evidence.confidence}`)),
      el('dt', {}, say('incidents.id')), el('dd', { class: 'mono' }, alert.incidentId)),
    findings(evidence, true, alert.state === 'RESOLVED' ? 'incidents.endedBecause' : 'incidents.supports'),
    findings(evidence, false, 'incidents.opposes'),
    checks(alert),
    evidence.samples && evidence.samples.length ? [el('h3', {}, say('incidents.samples')),
      table(say('incidents.samples'), [say('story.when'), say('fact.to'), say('fact.reply')],
        evidence.samples.map((sample) => [el('span', { class: 'time' }, time(sample.time)),
          narrow(sample.recipient, `#/search/${encodeURIComponent(sample.messageId)}`),
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

function acknowledged(alert) {
  const ack = (alert.notes || []).find((note) => note.kind === 'ACK');
  return ack ? el('span', { class: 'good' }, ` ✓ ${ack.by}`) : null;
}

// While it goes on, as of now and as of its last revision; when it has ended, of all of it.
function share(alert, day) {
  const { failures, attempts } = alert.evidence;
  const counts = [number(failures), number(Math.max(failures, attempts)), percent(failures / Math.max(1, failures, attempts))];
  if (!isOpen(alert)) {
    return say('incidents.whole', ...counts);
  }
  const hour = day && day.hour;
  const ended = hour ? hour.accepted + hour.bounced + hour.expired : 0;
  const until = say('incidents.until', ...counts, minute(alert.time));
  return ended ? `${say(hour.deferred ? 'incidents.hour' : 'incidents.hourRefused', day.label, percent(hour.failureRate), number(hour.deferred))} ${until}` : until;
}

function badge(alert) {
  const words = { RESOLVED: 'incidents.resolved', WITHDRAWN: 'incidents.withdrawn' };
  return el('span', { class: `badge ${isOpen(alert) ? BADGES[alert.severity] : 'good'}` }, say(words[alert.state] || `severity.${alert.severity}`));
}

export function isOpen(alert) {
  return alert.state !== 'RESOLVED' && alert.state !== 'WITHDRAWN';
}

function since(alert, now = 0) {
  if (alert.state === 'WITHDRAWN') {
    return say('incidents.notSo', minute(alert.onset));
  }
  if (alert.resolvedAt) {
    return say('incidents.fromTo', between(alert.onset, alert.resolvedAt), duration(alert.resolvedAt - alert.onset));
  }
  return now > alert.onset ? say('incidents.sinceFor', minute(alert.onset), duration(now - alert.onset)) : say('incidents.since', minute(alert.onset));
}

function scope(known, label) {
  return [['provider', 'incidents.provider', 'providers'], ['sourceIp', 'fact.ip', 'ips'], ['fromDomain', 'incidents.sender', 'senders']]
    .filter(([part]) => known[part])
    .flatMap(([part, word, path]) => [el('dt', {}, say(word)), el('dd', { class: 'mono' },
      known[part].includes('/') ? known[part] : el('a', { href: `#/${path}/${encodeURIComponent(known[part])}` }, (part === 'provider' && label) || known[part]))]);
}
