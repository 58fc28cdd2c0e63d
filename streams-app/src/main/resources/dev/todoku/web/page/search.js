// What a search found, and what to do when it found nothing; suggestions and recent searches.

import { ask } from './api.js';
import { asOf } from './asof.js';
import { el, narrow, table } from './dom.js';
import { story } from './story.js';
import { say, time } from './words.js';

const KEPT = 8;
const RECENT = 'todoku.match-requests';
const PAUSE_MS = 150;

export function result(answer) {
  if (answer.explanation) { return story(answer.explanation).concat(answer.hits.length ? hits(answer.hits) : []); }
  return answer.hits.length || answer.mails.length
    ? [el('h1', {}, say('search.found', answer.query)), answer.hits.length ? hits(answer.hits) : null, mails(answer.mails)] : nothing(answer);
}

// By what it was found; of an address the latest mail.
function mails(found) {
  return ['QUEUE_ID', 'ADDRESS', 'SUBJECT'].map((by) => {
    const some = found.filter((mail) => mail.by === by).sort((a, b) => (b.sentAt || b.time) - (a.sentAt || a.time));
    return some.length ? [el('h2', {}, say(`search.mails.${by}`)),
      table(say(`search.mails.${by}`), [say('fact.to'), say('fact.sent'), say('search.result'), say('fact.subject')],
        some.map((mail) => [narrow(mail.recipient, `#/search/${encodeURIComponent(by === 'ADDRESS' ? mail.recipient : mail.messageId)}`),
          el('span', { class: 'time' }, time(mail.sentAt || mail.time)),
          el('span', { class: mail.said ? 'bad' : null }, [say(`status.${mail.status}`), mail.said].filter(Boolean).join(': ')),
          mail.subject || '']))] : null;
  });
}

function hits(known) {
  return el('ul', { class: 'hits' }, known.map((hit) => el('li', {},
    el('a', { href: target(hit) }, hit.label), ' ', el('span', { class: 'badge' }, say(`search.kind.${hit.kind}`)))));
}

function target(hit) {
  const path = { PROVIDER: 'providers', FROM_DOMAIN: 'senders', SOURCE_IP: 'ips', INCIDENT: 'incidents', ADDRESS: 'search', CAMPAIGN: 'campaign' };
  return `#/${path[hit.kind]}/${encodeURIComponent(hit.value)}`;
}

function nothing(answer) {
  return [
    el('h1', {}, say('search.nothing', answer.query)),
    answer.near.length ? el('section', { class: 'card' }, el('h2', {}, say('search.near')),
      el('ul', { class: 'hits' }, answer.near.map((near) => el('li', {},
        el('a', { href: `#/search/${encodeURIComponent(near.value)}` }, near.value), near.known ? [' ', el('span', { class: 'badge good' }, say('search.known'))] : null)))) : null,
    el('p', {}, say('search.lookedFor')),
    el('ul', {}, ['address', 'messageId', 'queueId', 'subject', 'campaign', 'provider', 'domain', 'ip', 'incident'].map((kind) => el('li', {}, say(`search.by.${kind}`)))),
    el('p', { class: 'faint' }, say('search.limits')),
    asOf(answer),
  ];
}

export function remember(text) {
  const kept = [text, ...recent().filter((other) => other !== text)].slice(0, KEPT);
  try { localStorage.setItem(RECENT, JSON.stringify(kept)); } catch { /* Nothing is kept. */ }
}

function recent() {
  try { return JSON.parse(localStorage.getItem(RECENT)) || []; } catch { return []; }
}

// Fills the list that belongs to the field: recent searches at once, then what state has.
export function suggest(field, list) {
  let timer = 0;
  let turn = 0;
  const fill = (values) => list.replaceChildren(...[...new Map(values).entries()].map(([value, label]) => el('option', { value }, label)));
  const update = async () => {
    const text = field.value.trim();
    const mine = ++turn;
    const known = recent().filter((other) => other.includes(text)).map((value) => [value, say('search.recent')]);
    fill(known);
    if (text.length < 2) { return; }
    try {
      const found = await ask('api/suggest', { q: text });
      if (mine === turn) { fill(known.concat(found.hits.map((hit) => [hit.value, `${hit.label} · ${say(`search.kind.${hit.kind}`)}`]))); }
    } catch { /* A search says what is wrong. */ }
  };
  field.addEventListener('focus', update);
  field.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(update, PAUSE_MS); });
  // As many pages have it; not while somebody writes elsewhere.
  addEventListener('keydown', (event) => {
    const isWriting = event.target.closest('input, select, textarea, [contenteditable]');
    if (event.key === '/' && !isWriting && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      field.focus();
      field.select();
    }
  });
}
