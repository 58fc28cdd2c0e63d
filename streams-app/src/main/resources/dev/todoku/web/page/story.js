// What happened to mail: the verdict, where it stopped, what to do, the facts to copy, the timeline.

import { el, table } from './dom.js';
import { exactTime, number, say, time } from './words.js';

const SIGNS = { PASSED: '✓', ARRIVED: '✓', STOPPED: '✕', WAITING: '…', UNKNOWN: '?', NOT_REACHED: '' };
const CLASSES = { PASSED: 'passed', ARRIVED: 'arrived', STOPPED: 'stopped', WAITING: 'waiting', UNKNOWN: 'unknown', NOT_REACHED: 'notReached' };

export function story(answer) {
  return [
    el('h1', {}, say('story.title', answer.query)),
    answer.recipient ? recipient(answer.recipient, answer.messages.length) : null,
    ...answer.messages.map(message),
  ];
}

function recipient(known, shown) {
  const suppressed = known.health && known.health.suppressed;
  return el('section', { class: 'card', 'aria-label': say('story.recipient') },
    el('h2', {}, say('story.recipient'), ' ', suppressed ? el('span', { class: 'badge bad' }, say('story.suppressed')) : null),
    known.standing.map((sentence) => el('p', {}, sentence)),
    shown < known.messages ? el('p', { class: 'faint' }, say('story.shown', number(shown), number(known.messages))) : null,
    known.history.length ? [el('h3', {}, say('story.history')), moments(known.history)] : null,
    shown === 0 ? el('p', { class: 'faint' }, say('story.forgotten')) : null);
}

function message(told) {
  return el('article', { class: 'card', 'data-situation': told.situation },
    el('h2', { class: 'mono' }, `${told.messageId} → ${told.recipient}`),
    told.provider ? el('p', { class: 'faint' }, told.provider) : null,
    el('p', { class: 'verdict' }, told.verdict),
    way(told.way),
    el('h3', {}, say('story.todo')),
    el('p', {}, told.advice),
    told.notes.map((note) => el('p', {}, note)),
    steps(told.steps),
    facts(told.facts),
    letter(say('story.letterCustomer'), told.letters.customer),
    letter(say('story.letterAdministrator'), told.letters.administrator),
    el('h3', {}, say('story.timeline')),
    told.timeline.length ? moments(told.timeline) : el('p', { class: 'faint' }, say('story.nothing')));
}

// Who does what, in order, with the page that explains it.
function steps(known) {
  return known.length === 0 ? null : el('ol', { class: 'steps' },
    known.map((step) => el('li', { 'data-step': step.id },
      el('b', {}, step.by), ' ', step.text,
      step.at ? [' ', el('a', { href: step.at, rel: 'noreferrer noopener', target: '_blank' }, step.at), el('small', {}, ` ${say('story.seen', step.seen)}`)] : null)));
}

function letter(title, text) {
  return el('details', {}, el('summary', {}, title), el('pre', {}, text),
    el('button', { type: 'button', class: 'plain', onclick: (event) => copy(event.target, text) }, say('story.copy')));
}

function way(steps) {
  return el('ol', { class: 'way', 'aria-label': say('story.way') },
    steps.map((step) => el('li', { class: CLASSES[step.mark], 'data-sign': SIGNS[step.mark] },
      step.name, el('small', {}, step.said))));
}

function evidence(moment) {
  return moment.evidence ? el('span', { class: 'faint' }, ` ${moment.evidenceSaid}`) : '';
}

function moments(timeline) {
  return table(say('story.timeline'), [say('story.when'), say('story.what'), say('story.detail')],
    timeline.map((moment) => [time(moment.time), moment.said, [el('span', { class: 'mono' }, moment.detail), evidence(moment)]]));
}

// What the administrator of the other side asks for.
function facts(known) {
  const lines = [
    [say('fact.from'), known.from || say('fact.unknown')],
    [say('fact.to'), known.to],
    [say('fact.sent'), exactTime(known.sentAt) + (known.sourceIp ? ` (${say('fact.ip')} ${known.sourceIp})` : '')],
  ];
  if (known.reply) { lines.push([say('fact.reply'), known.reply]); }
  if (known.subject) { lines.push([say('fact.subject'), known.subject]); }
  const text = lines.map(([name, value]) => `${name}: ${value}`).join('\n');
  return [
    el('h3', {}, say('story.facts')),
    el('dl', { class: 'facts' }, lines.flatMap(([name, value]) => [el('dt', {}, name), el('dd', { class: 'mono' }, value)])),
    el('button', { type: 'button', class: 'plain', onclick: (event) => copy(event.target, text) }, say('story.copy')),
  ];
}

async function copy(button, text) {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = say('story.copied');
  } catch {
    // Without a secure context there is no clipboard: selected, it can be copied by hand.
    const range = document.createRange();
    range.selectNodeContents(button.previousElementSibling);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    button.textContent = say('story.selected');
  }
}
