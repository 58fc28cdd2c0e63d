// Whether mail arrives, who refuses it, and what is open: in one look.

import { asOf, isUpToDate } from './asof.js';
import { chart } from './chart.js';
import { el } from './dom.js';
import { isOpen, summaries } from './incidents.js';
import { chooser } from './range.js';
import { duration, minute, number, percent, say } from './words.js';

const SHOWN = 8;
// Less than this is chance in small numbers, and no news.
const REMARKABLE = 0.02;
const ENOUGH = 20;

export function home(incidents, providers) {
  return [
    el('h1', { class: 'hidden' }, say('home.title')),
    silent(providers),
    rate(providers, incidents),
    open(incidents),
    refusing(providers),
    providers.all.slots.length ? [el('h2', {}, say('home.chart')), chooser(),
      chart(providers.all.slots, providers.from, providers.to, providers.slotMs, spans(incidents))] : null,
  ];
}

export function spans(answer) {
  return answer.incidents.filter((alert) => alert.state !== 'WITHDRAWN' && alert.severity !== 'ADVICE')
    .map((alert) => ({ onset: alert.onset, end: alert.resolvedAt, label: alert.headline[document.documentElement.lang] || alert.headline.en }));
}

// No news is no good news where nothing is read.
function silent(answer) {
  return answer.silentSources.length
    ? el('section', { class: 'wait', role: 'status' },
      answer.silentSources.map((source) => el('p', {}, say('home.silent', source.name, minute(source.since), duration(source.usualMs)))))
    : null;
}

// As of the last hour against the day; what is urgent and open makes it bad, however long it lasts.
function rate(answer, { incidents }) {
  const { hour, day } = answer.all;
  const ended = hour.accepted + hour.bounced + hour.expired;
  const isKnown = ended > 0;
  const isEnough = ended >= ENOUGH;
  const difference = day.failureRate - hour.failureRate;
  const isUrgent = incidents.some((alert) => isOpen(alert) && alert.severity === 'CRITICAL' && alert.scope?.provider);
  const kind = isEnough && isUrgent ? 'bad' : !isEnough || Math.abs(difference) < REMARKABLE ? '' : difference < 0 ? 'bad' : 'good';
  return el('section', { class: 'rate', 'aria-label': say('home.rate') },
    el('p', { class: `figure ${kind}` }, isEnough ? percent(1 - hour.failureRate) : isKnown ? `${number(hour.accepted)}/${number(ended)}` : '–'),
    el('div', {},
      el('p', { class: 'label' }, say('home.rate')),
      isKnown ? el('p', {}, say('home.counts', number(hour.accepted), number(ended), number(hour.deferred))) : el('p', {}, say('home.nothing')),
      day.accepted + day.bounced + day.expired > 0 ? el('p', { class: 'faint' }, say('home.usual', percent(1 - day.failureRate))) : null,
      asOf(answer)));
}

function open(answer) {
  const going = answer.incidents.filter((alert) => isOpen(alert));
  return el('section', {}, el('h2', {}, say('home.open')),
    going.length ? summaries(going, answer.judgedUntil) : isUpToDate(answer) ? el('p', { class: 'good' }, `✓ ${say('incidents.none')}`) : null,
    el('p', {}, el('a', { href: '#/incidents' }, say('home.all'))));
}

function failed(group) {
  return group.hour.bounced + group.hour.expired;
}

// Worst first: by how much of the hour's mail was refused, for now or for good; one of one is no news.
// What is usual everywhere is folded.
function refusing(answer) {
  const groups = answer.providers.filter((group) => !group.hop && trouble(group) > 0);
  const news = groups.filter(isNews).sort((a, b) => share(b) - share(a)).slice(0, SHOWN);
  const rest = groups.filter((group) => !news.includes(group)).sort((a, b) => weight(b) - weight(a)).slice(0, SHOWN);
  return el('section', {}, el('h2', {}, say('home.refusing')),
    news.length ? el('ol', { class: 'rows' }, news.map(row)) : el('p', { class: isUpToDate(answer) ? 'good' : 'faint' }, say('home.nobody')),
    rest.length ? el('details', {}, el('summary', {}, say('home.rest', number(rest.length))), el('ol', { class: 'rows' }, rest.map(row))) : null,
    el('p', {}, el('a', { href: '#/providers' }, say('home.providers'))));
}

function trouble(group) {
  return failed(group) + group.hour.deferred;
}

function share(group) {
  return trouble(group) / Math.max(1, group.hour.accepted + trouble(group));
}

// Enough mail to judge by, and more trouble than there always is; or an incident.
function isNews(group) {
  return group.incidents.length > 0 || (group.hour.accepted + trouble(group) >= ENOUGH && share(group) >= REMARKABLE);
}

function weight(group) {
  return trouble(group) / (ENOUGH + group.hour.accepted + trouble(group));
}

function row(group) {
  const part = share(group);
  const isMuch = part > 0.1 && group.hour.accepted + trouble(group) >= ENOUGH;
  const meter = el('span', { class: isMuch ? 'meter much' : 'meter', 'aria-hidden': 'true' }, el('i', {}));
  meter.firstChild.style.width = `${Math.max(2, Math.round(part * 100))}%`;
  return el('li', {},
    el('a', { href: `#/providers/${encodeURIComponent(group.name)}` }, group.label),
    meter,
    el('b', { class: isMuch ? 'bad' : null }, group.hour.accepted + trouble(group) >= ENOUGH ? percent(part) : `${number(trouble(group))}/${number(group.hour.accepted + trouble(group))}`),
    el('span', { class: 'faint' }, say('home.refused', number(failed(group)), number(group.hour.deferred))),
    group.incidents.length ? el('a', { href: `#/incidents/${encodeURIComponent(group.incidents[0])}`, class: 'bad' }, `▲ ${say('figures.incident')}`) : null);
}
