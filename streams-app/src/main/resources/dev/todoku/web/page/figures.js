// Providers and senders over the last hour, day, week or month.

import { download } from './api.js';
import { asOf } from './asof.js';
import { chart } from './chart.js';
import { el, sparkline, table } from './dom.js';
import { chooser, range } from './range.js';
import { between, delay, number, percent, say } from './words.js';

const ENOUGH = 20;
const PATHS = { providers: 'providers', sourceIps: 'ips', senders: 'senders' };

export function overview(kind, answer) {
  const groups = answer[kind];
  const hasDelays = kind === 'providers';
  const rows = groups.map((group) => [
    [el('a', { href: `#/${kind}/${encodeURIComponent(group.name)}` }, group.label), hop(group),
      group.incidents.length ? el('a', { href: incident(group.incidents[0]), class: 'bad mark' }, `▲ ${say('figures.incident')}`) : null],
    sparkline(group.slots, answer.from, answer.to, answer.slotMs, spoken(group.sum)),
    number(group.sum.accepted), number(group.sum.deferred), number(group.sum.bounced + group.sum.expired),
    rate(group.hour),
    ...(hasDelays ? [group.delay ? `${delay(group.delay.p50)} / ${delay(group.delay.p95)}` : '–'] : []),
  ]);
  return [
    el('h1', {}, say(`nav.${kind}`)),
    chooser(),
    span(answer),
    groups.length === 0 ? el('p', {}, say('figures.none')) : table(say(`nav.${kind}`),
      [say('figures.name'), say(`range.${range()}`), say('figures.accepted'), say('figures.deferred'), say('figures.failed'), say('figures.hour'), ...(hasDelays ? [say('figures.delay')] : [])],
      rows, hasDelays ? [2, 3, 4, 5, 6] : [2, 3, 4, 5], [0, 1, 5]),
    groups.length < answer.total ? el('p', { class: 'faint' }, say('figures.more', number(groups.length), number(answer.total))) : null,
    el('button', { type: 'button', class: 'plain', onclick: () => download(`api/${kind}`, { limit: 1000, range: range() }, `${kind}.csv`) }, say('csv')),
  ];
}

export function detail(kind, answer) {
  return [
    el('h1', {}, answer.label, hop(answer)),
    chooser(),
    span(answer),
    answer.incidents.map((id) => el('p', {}, el('a', { href: incident(id), class: 'bad' }, `▲ ${say('figures.open')}`))),
    chart(answer.slots, answer.from, answer.to, answer.slotMs, answer.spans || []),
    el('p', {}, spoken(answer.sum)),
    answer.delay ? el('p', {}, say('figures.delays', delay(answer.delay.p50), delay(answer.delay.p95), delay(answer.delay.p99), number(answer.delay.count))) : null,
    answer.reasons.length ? [el('h2', {}, say('figures.reasons')), table(say('figures.reasons'), [say('figures.reason'), say('figures.count')],
      answer.reasons.map((reason) => [reason.said, number(reason.count)]), [1])] : null,
    part('providers', answer.providers),
    part('sourceIps', answer.sourceIps),
    part('senders', answer.senders),
  ];
}

// Filters and relays of the sending side stand among the providers, and are none.
function hop(group) {
  return group.hop ? el('span', { class: 'faint' }, ` ${say(`figures.hop.${group.hop}`)}`) : null;
}

function part(name, groups) {
  return groups && groups.length ? [el('h2', {}, say(`figures.by.${name}`)),
    table(say(`figures.by.${name}`), [say('figures.name'), say('figures.accepted'), say('figures.failed'), say('figures.rate')],
      groups.map((group) => [el('a', { href: `#/${PATHS[name]}/${encodeURIComponent(group.name)}` }, group.label || group.name), number(group.sum.accepted),
        number(group.sum.bounced + group.sum.expired), percent(group.sum.failureRate)]), [1, 2, 3])] : null;
}

// Honest where data is missing.
function span(answer) {
  return [
    answer.to ? el('p', { class: 'faint' }, say('figures.span', between(answer.from, answer.to))) : null,
    asOf(answer),
  ];
}

function spoken(sum) {
  return say('figures.spoken', number(sum.accepted), number(sum.deferred), number(sum.bounced + sum.expired), percent(sum.failureRate));
}

function rate(hour) {
  const ended = hour.accepted + hour.bounced + hour.expired;
  // Of a few mails it is chance.
  return ended === 0 ? '–' : el('span', { class: hour.failureRate > 0.1 && ended >= ENOUGH ? 'bad' : null }, percent(1 - hour.failureRate));
}

function incident(id) {
  return `#/incidents/${encodeURIComponent(id)}`;
}
