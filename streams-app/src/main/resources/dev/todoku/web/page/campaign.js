// Campaigns: all of them; what became of one, beside those before it.

import { ask, download } from './api.js';
import { reading } from './asof.js';
import { chart } from './chart.js';
import { el, narrow, table } from './dom.js';
import { between, minute, number, percent, say, time } from './words.js';

const HOUR_MS = 3600000;
const MOST_BARS = 150;

export async function campaigns() {
  const answer = await ask('api/campaigns', { limit: 200 });
  return [
    el('h1', {}, say('nav.campaigns')),
    reading(answer),
    answer.campaigns.length ? [
      table(say('nav.campaigns'), heads(), answer.campaigns.map(cells), [2, 3, 4, 5], [0, 1, 5]),
      answer.campaigns.length < answer.total ? el('p', { class: 'faint' }, say('figures.more', number(answer.campaigns.length), number(answer.total))) : null,
      el('button', { type: 'button', class: 'plain', onclick: () => download('api/campaigns', { limit: 10000 }, 'campaigns.csv') }, say('csv')),
    ] : el('p', {}, say('campaign.none')),
  ];
}

function heads() {
  return [say('campaign.name'), say('campaign.sent'), say('campaign.total'), say('figures.accepted'), say('figures.failed'), say('campaign.rate')];
}

function cells(known) {
  return [link(known.campaign), el('span', { class: 'time' }, minute(known.first)), number(known.total), number(known.accepted), number(known.failed), rate(known)];
}

function link(name) {
  return el('a', { href: `#/campaign/${encodeURIComponent(name)}` }, name);
}

function rate(known) {
  return known.accepted + known.failed === 0 ? '–' : el('span', { class: known.failureRate > 0.1 ? 'bad' : null }, percent(1 - known.failureRate));
}

export function campaign(answer) {
  const status = Object.entries(answer.byStatus);
  return [
    el('h1', {}, say('campaign.title', answer.campaign)),
    el('p', { class: 'faint' }, [answer.fromDomain, say('campaign.span', between(answer.first, answer.last))].filter(Boolean).join(' · ')),
    el('section', { class: 'rate' },
      el('p', { class: 'figure' }, answer.accepted + answer.failed ? percent(1 - answer.failureRate) : '–'),
      el('div', {}, el('p', { class: 'label' }, say('campaign.rate')),
        el('p', {}, say('campaign.counts', number(answer.accepted), number(answer.accepted + answer.failed))),
        usual(answer))),
    curve(answer),
    el('dl', { class: 'facts' }, el('dt', {}, say('campaign.total')), el('dd', {}, number(answer.total)),
      ...status.flatMap(([name, count]) => [el('dt', {}, say(`status.${name}`)), el('dd', {}, number(count))]),
      ...(answer.complaints ? [el('dt', {}, say('campaign.complaints')), el('dd', {}, number(answer.complaints))] : [])),
    compared(answer),
    el('h2', {}, say('figures.by.providers')),
    table(say('figures.by.providers'), [say('figures.name'), say('figures.accepted'), say('figures.failed'), say('figures.rate')],
      answer.providers.map((part) => [el('a', { href: `#/providers/${encodeURIComponent(part.name)}` }, part.label), number(part.accepted), number(part.failed),
        el('span', { class: part.failureRate > 0.1 ? 'bad' : null }, percent(part.failureRate))]), [1, 2, 3]),
    answer.byReason.length ? failures(answer) : el('p', { class: 'good' }, say('campaign.fine')),
  ];
}

function usual(answer) {
  const before = answer.before.filter((other) => other.accepted + other.failed);
  if (!before.length) { return null; }
  const accepted = before.reduce((sum, other) => sum + other.accepted, 0);
  const ended = before.reduce((sum, other) => sum + other.accepted + other.failed, 0);
  return el('p', { class: 'faint' }, say('campaign.usual', percent(accepted / ended)));
}

// From the first mail on, in slots wide enough to be seen.
function curve(answer) {
  if (!answer.slots.length) { return null; }
  const from = answer.slots[0].time;
  const last = answer.slots[answer.slots.length - 1].time;
  const most = (last - from) / answer.slotMs;
  const slotMs = most > MOST_BARS ? Math.ceil((last - from) / MOST_BARS / HOUR_MS) * HOUR_MS : answer.slotMs;
  const wide = new Map();
  for (const slot of answer.slots) {
    const at = from + Math.floor((slot.time - from) / slotMs) * slotMs;
    const sum = wide.get(at) || { time: at, accepted: 0, deferred: 0, failed: 0 };
    sum.accepted += slot.accepted;
    sum.failed += slot.failed;
    wide.set(at, sum);
  }
  return chart([...wide.values()], from, last, slotMs);
}

function compared(answer) {
  return answer.before.length ? [el('h2', {}, say('campaign.before')),
    table(say('campaign.before'), heads(), [answer, ...answer.before].map(cells), [2, 3, 4, 5], [0, 1, 5])] : null;
}

function failures(answer) {
  return [
    el('h2', {}, say('campaign.reasons')),
    table(say('campaign.reasons'), [say('figures.reason'), say('campaign.fault'), say('figures.count')],
      answer.byReason.map((row) => [row.said, row.fault, number(row.count)]), [2]),
    el('h2', {}, say('campaign.failures')),
    table(say('campaign.failures'), [say('fact.to'), say('figures.reason'), say('story.when'), say('fact.reply')],
      answer.failures.map((row) => [narrow(row.recipient, `#/search/${encodeURIComponent(row.recipient)}`),
        row.said, el('span', { class: 'time' }, time(row.time)), el('span', { class: 'mono' }, row.reply || '')])),
    el('button', { type: 'button', class: 'plain', onclick: () => download('api/campaign', { name: answer.campaign }, 'failures.csv') }, say('campaign.csv')),
  ];
}
