// The mail that failed in an incident, and what of it to send again.

import { ask, download } from './api.js';
import { el, narrow, table } from './dom.js';
import { number, say, time } from './words.js';

const SHOWN = 20;

export async function affected(alert, isOpen) {
  const answer = await ask('api/incident/mail', { id: alert.incidentId, limit: SHOWN });
  if (!answer.total) { return null; }
  const files = (word, more, name) => el('button', { type: 'button', class: 'plain', onclick: () => download('api/incident/mail', { id: alert.incidentId, ...more }, name) }, word);
  return [
    el('h2', {}, say('affected.title')),
    el('p', {}, say('affected.count', number(answer.total), number(answer.recipients)), answer.whole ? null : ` ${say('affected.part')}`),
    answer.toResend ? el('p', { class: isOpen ? 'notice' : 'notice open' }, say(isOpen ? 'affected.wait' : 'affected.resend', number(answer.toResend))) : null,
    el('ul', { class: 'reasons' }, answer.byReason.map((row) => el('li', {}, `${row.said}: ${number(row.count)}`))),
    el('details', {}, el('summary', {}, say('affected.list', number(answer.mails.length))),
      table(say('affected.title'), [say('story.when'), say('fact.to'), say('figures.reason'), say('affected.again'), say('fact.reply')],
        answer.mails.map((mail) => [el('span', { class: 'time' }, time(mail.time)),
          narrow(mail.recipient, `#/search/${encodeURIComponent(mail.messageId)}`), mail.said, say(mail.resend ? 'yes' : 'no'),
          el('span', { class: 'mono' }, mail.reply || '')]))),
    el('div', { class: 'line' }, files(say('affected.csv'), {}, 'affected-mail.csv'),
      answer.toResend ? files(say('affected.csvResend'), { resend: 'yes' }, 'resend.csv') : null),
  ];
}
