// Providers and senders over the last day.

import { download } from './api.js';
import { asOf } from './asof.js';
import { chart } from './chart.js';
import { el, sparkline, table } from './dom.js';
import { number, percent, say, time } from './words.js';

const PATHS = { providers: 'providers', sourceIps: 'ips', senders: 'senders' };

export function overview(kind, answer) {
  const groups = answer[kind];
  const rows = groups.map((group) => [
    [el('a', { href: `#/${kind}/${encodeURIComponent(group.name)}` }, group.label), hop(group)],
    sparkline(group.slots, answer.from, answer.to, answer.slotMs, spoken(group.day)),
    number(group.day.accepted), number(group.day.deferred), number(group.day.bounced + group.day.expired),
    rate(group.hour),
    group.incidents.length ? el('a', { href: incident(group.incidents[0]), class: 'bad' }, `▲ ${say('figures.incident')}`) : '',
  ]);
  return [
    el('h1', {}, say(`nav.${kind}`)),
    span(answer),
    groups.length === 0 ? el('p', {}, say('figures.none')) : table(say(`nav.${kind}`),
      [say('figures.name'), say('figures.day'), say('figures.accepted'), say('figures.deferred'), say('figures.failed'), say('figures.hour'), say('nav.incidents')],
      rows, [2, 3, 4, 5]),
    groups.length < answer.total ? el('p', { class: 'faint' }, say('figures.more', number(groups.length), number(answer.total))) : null,
    el('button', { type: 'button', class: 'plain', onclick: () => download(`api/${kind}`, { limit: 1000 }, `${kind}.csv`) }, say('csv')),
  ];
}

export function detail(kind, answer) {
  return [
    el('h1', {}, answer.label, hop(answer)),
    span(answer),
    answer.incidents.map((id) => el('p', {}, el('a', { href: incident(id), class: 'bad' }, `▲ ${say('figures.open')}`))),
    chart(answer.slots, answer.from, answer.to, answer.slotMs, answer.spans || []),
    el('p', {}, spoken(answer.day)),
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
      groups.map((group) => [el('a', { href: `#/${PATHS[name]}/${encodeURIComponent(group.name)}` }, group.label || group.name), number(group.day.accepted),
        number(group.day.bounced + group.day.expired), percent(group.day.failureRate)]), [1, 2, 3])] : null;
}

// Honest where data is missing.
function span(answer) {
  return [
    answer.to ? el('p', { class: 'faint' }, say('figures.span', time(answer.from), time(answer.to))) : null,
    asOf(answer),
  ];
}

function spoken(sum) {
  return say('figures.spoken', number(sum.accepted), number(sum.deferred), number(sum.bounced + sum.expired), percent(sum.failureRate));
}

function rate(hour) {
  const ended = hour.accepted + hour.bounced + hour.expired;
  return ended === 0 ? '–' : el('span', { class: hour.failureRate > 0.1 ? 'bad' : null }, percent(1 - hour.failureRate));
}

function incident(id) {
  return `#/incidents/${encodeURIComponent(id)}`;
}
