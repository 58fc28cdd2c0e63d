// To whom no mail is sent, why, and who changed that.

import { ask, download } from './api.js';
import { reading } from './asof.js';
import { el, table } from './dom.js';
import { parameters } from './range.js';
import { reactivation } from './story.js';
import { minute, number, say, time } from './words.js';

const CAUSES = ['DEAD', 'SOFT', 'COMPLAINT', 'COMMAND'];
const PAGE = 50;

export async function suppressions() {
  const wanted = parameters();
  const question = { limit: PAGE, offset: wanted.get('offset') || 0 };
  for (const name of ['q', 'cause', 'reason']) {
    if (wanted.get(name)) { question[name] = wanted.get(name); }
  }
  const answer = await ask('api/suppressions', question);
  const all = Object.values(answer.counts).reduce((sum, count) => sum + count, 0);
  return [
    el('h1', {}, say('nav.suppressions')),
    el('p', {}, say('suppressions.what')),
    reading(answer),
    causes(answer.counts, all, wanted),
    filter(wanted),
    answer.suppressions.length ? [
      el('p', { class: 'faint' }, say(answer.suppressions.length < answer.total ? 'suppressions.shown' : 'suppressions.shownAll', number(answer.suppressions.length), answer.whole ? number(answer.total) : `${number(answer.total)}+`)),
      el('ul', { class: 'list' }, answer.suppressions.map(row)),
      pages(answer, wanted),
      el('button', { type: 'button', class: 'plain', onclick: () => download('api/suppressions', question, 'suppressions.csv') }, say('csv')),
    ] : el('p', { class: all ? null : 'good' }, say(all ? 'suppressions.nothing' : 'suppressions.none')),
    changes(answer.changes),
  ];
}

// How many of each cause; each is a filter.
function causes(counts, all, wanted) {
  const item = (cause, count) => el('a', { class: 'tile', href: address(wanted, { cause, offset: '' }), 'aria-current': (wanted.get('cause') || '') === cause ? 'true' : null },
    el('b', {}, number(count)), ' ', say(cause ? `cause.${cause}` : 'suppressions.all'));
  return el('div', { class: 'tiles', role: 'group', 'aria-label': say('suppressions.causes') }, item('', all), CAUSES.map((cause) => item(cause, counts[cause] || 0)));
}

function filter(wanted) {
  const text = el('input', { type: 'search', name: 'q', autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', value: wanted.get('q') || '' });
  const find = (event) => {
    event.preventDefault();
    location.hash = address(wanted, { q: text.value.trim(), offset: '' });
  };
  return el('form', { class: 'inline', role: 'search', 'aria-label': say('suppressions.find'), onsubmit: find },
    el('label', {}, say('suppressions.find'), text), el('button', {}, say('search.do')));
}

function address(wanted, changes) {
  const next = new URLSearchParams(wanted);
  for (const [name, value] of Object.entries(changes)) {
    if (value === '') { next.delete(name); } else { next.set(name, value); }
  }
  const text = next.toString();
  return `#/suppressions${text ? `?${text}` : ''}`;
}

function row(known) {
  return el('li', {}, el('details', {},
    el('summary', {}, el('b', { class: 'mono' }, known.recipient),
      el('span', {}, el('span', { class: known.cause === 'COMMAND' ? 'badge faint' : 'badge bad' }, say(`cause.${known.cause}`)), known.streams.length ? el('span', { class: 'faint' }, ` ${say('suppressions.streams', known.streams.join(', '))}`) : null),
      el('span', { class: 'faint' }, known.note || known.said || ''),
      el('span', { class: 'faint time' }, minute(known.since))),
    known.failures.length ? table(say('suppressions.evidence'), [say('story.when'), say('figures.reason'), say('suppressions.counts'), say('fact.messageId')],
      known.failures.map((failure) => [time(failure.time), failure.said, say(failure.dead ? 'suppressions.dead' : 'suppressions.soft'),
        el('a', { class: 'mono', href: `#/search/${encodeURIComponent(failure.messageId)}` }, failure.messageId)])) : null,
    el('p', {}, el('a', { href: `#/search/${encodeURIComponent(known.recipient)}` }, say('suppressions.history'))),
    reactivation(known.recipient)));
}

function pages(answer, wanted) {
  const offset = Number(wanted.get('offset') || 0);
  return el('p', { class: 'pages' },
    offset > 0 ? el('a', { href: address(wanted, { offset: String(Math.max(0, offset - PAGE) || '') }) }, say('pages.before')) : null,
    offset + PAGE < answer.total ? el('a', { href: address(wanted, { offset: String(offset + PAGE) }) }, say('pages.next')) : null);
}

function changes(known) {
  return known.length ? [el('h2', {}, say('suppressions.changes')),
    table(say('suppressions.changes'), [say('story.when'), say('fact.to'), say('story.what'), say('suppressions.who')],
      known.map((change) => [el('span', { class: 'time' }, time(change.time)),
        el('a', { href: `#/search/${encodeURIComponent(change.recipient)}` }, change.recipient), say(`change.${change.change}`), change.note || '–']))] : null;
}
