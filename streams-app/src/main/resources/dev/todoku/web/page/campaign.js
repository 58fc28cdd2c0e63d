// What became of a campaign.

import { download } from './api.js';
import { el, table } from './dom.js';
import { number, say, time } from './words.js';

export function campaign(answer) {
  const status = Object.entries(answer.byStatus);
  return [
    el('h1', {}, say('campaign.title', answer.campaign)),
    answer.complete ? null : el('p', { class: 'wait' }, say('campaign.cut')),
    el('dl', { class: 'facts' }, el('dt', {}, say('campaign.total')), el('dd', {}, number(answer.total)),
      ...status.flatMap(([name, count]) => [el('dt', {}, say(`status.${name}`)), el('dd', {}, number(count))])),
    answer.byReason.length ? [
      el('h2', {}, say('campaign.reasons')),
      table(say('campaign.reasons'), [say('figures.reason'), say('campaign.fault'), say('figures.count')],
        answer.byReason.map((row) => [row.said, row.fault, number(row.count)]), [2]),
      el('h2', {}, say('campaign.failures')),
      table(say('campaign.failures'), [say('fact.to'), say('figures.reason'), say('story.when'), say('fact.reply')],
        answer.failures.map((row) => [el('a', { href: `#/search/${encodeURIComponent(row.recipient)}` }, row.recipient),
          row.said, time(row.time), el('span', { class: 'mono' }, row.reply || '')])),
      el('button', { type: 'button', class: 'plain', onclick: () => download('api/campaign', { name: answer.campaign }, 'failures.csv') }, say('campaign.csv')),
    ] : el('p', { class: 'good' }, say('campaign.fine')),
  ];
}
