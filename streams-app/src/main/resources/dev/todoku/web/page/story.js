// What happened to mail: the verdict, where it stopped, what to do, the facts to copy, the timeline.
// Failures first; what was accepted is folded.

import { post } from './api.js';
import { el, table } from './dom.js';
import { sharing } from './share.js';
import { exactTime, number, say, time } from './words.js';

const SIGNS = { PASSED: '✓', ARRIVED: '✓', ANSWERED: '✓', STOPPED: '✕', WAITING: '…', UNKNOWN: '?', NOT_REACHED: '' };
const CLASSES = { PASSED: 'passed', ARRIVED: 'arrived', ANSWERED: 'arrived', STOPPED: 'stopped', WAITING: 'waiting', UNKNOWN: 'unknown', NOT_REACHED: 'notReached' };
const FOLDED = { FAILED: ['✕', 'bad'], WAITING: ['…', 'wait'], TAKEN: ['✓', 'good'] };
const ORDER = { FAILED: 0, WAITING: 1, TAKEN: 2 };
const MOST_UNFILTERED = 3;

export function story(answer) {
  const messages = [...answer.messages].sort((a, b) => ORDER[a.state] - ORDER[b.state]);
  const isOne = messages.length === 1;
  // The one that is asked about, most likely; the others are opened when they are wanted.
  const cards = messages.map((told, i) => [told, isOne || (i === 0 && told.state !== 'TAKEN') ? message(told, !answer.recipient) : folded(told)]);
  return [
    el('h1', {}, say('story.title', answer.query)),
    answer.recipient ? recipient(answer.recipient, answer.messages.length) : null,
    cards.length > MOST_UNFILTERED ? filter(cards) : null,
    ...cards.map(([, card]) => card),
  ];
}

function recipient(known, shown) {
  const suppressed = known.health && known.health.suppressed;
  return el('section', { class: 'card recipient', 'aria-label': say('story.recipient') },
    el('h2', {}, say('story.recipient'), ' ', suppressed ? el('span', { class: 'badge bad' }, say('story.suppressed')) : null),
    known.standing.map((sentence) => el('p', {}, sentence)),
    suppressed || (known.health && known.health.suppressedStreams) ? reactivation(known.address) : null,
    shown < known.messages ? el('p', { class: 'faint' }, say('story.shown', number(shown), number(known.messages))) : null,
    known.history.length ? el('details', {}, el('summary', {}, say('story.history'), ` (${number(known.history.length)})`), moments(known.history)) : null,
    shown === 0 ? el('p', { class: 'faint' }, say('story.forgotten')) : null);
}

// A command on mail.recipients, with who gives it and why.
export function reactivation(address) {
  const by = el('input', { name: 'by', autocomplete: 'name', maxlength: 100, required: '' });
  const why = el('input', { name: 'why', autocomplete: 'off', maxlength: 500, required: '' });
  const done = el('p', { role: 'status' });
  const send = async (event) => {
    event.preventDefault();
    try {
      await post('intake/recipients', { recipient: address, time: Date.now(), action: 'RESET', note: why.value.trim(), by: by.value.trim() });
      done.textContent = say('recipient.done');
      form.remove();
    } catch (problem) {
      done.textContent = problem.message;
    }
  };
  const form = el('form', { class: 'inline', onsubmit: send },
    el('label', {}, say('recipient.by'), by), el('label', {}, say('recipient.why'), why),
    el('button', {}, say('recipient.do')));
  return el('details', { class: 'reactivate' }, el('summary', {}, say('recipient.reactivate')),
    el('p', { class: 'hint' }, say('recipient.hint')), form, done);
}

// By the day it was sent and by the sender; what is shown is what the server keeps of an address.
function filter(cards) {
  const senders = [...new Set(cards.map(([told]) => sender(told)).filter(Boolean))].sort();
  const from = el('input', { type: 'date' });
  const to = el('input', { type: 'date' });
  const who = el('select', {}, el('option', { value: '' }, say('filter.all')), senders.map((name) => el('option', { value: name }, name)));
  const apply = () => cards.forEach(([told, card]) => {
    const at = told.facts.sentAt || (told.timeline[0] || {}).time || 0;
    const isAfter = !from.value || at >= new Date(`${from.value}T00:00`).getTime();
    const isBefore = !to.value || at < new Date(`${to.value}T00:00`).getTime() + 86400000;
    card.hidden = !(isAfter && isBefore && (!who.value || sender(told) === who.value));
  });
  return el('form', { class: 'inline filter', onchange: apply, onsubmit: (event) => event.preventDefault() },
    el('label', {}, say('filter.from'), from), el('label', {}, say('filter.to'), to), el('label', {}, say('filter.sender'), who));
}

function sender(told) {
  return told.facts.fromDomain || told.facts.from;
}

function folded(told) {
  const [mark, kind] = told.situation === 'COMPLAINED' ? ['!', 'wait'] : FOLDED[told.state];
  return el('details', { class: 'card message', 'data-situation': told.situation, 'data-state': told.state },
    el('summary', {}, el('span', { class: `mark ${kind}`, 'aria-hidden': 'true' }, mark), ' ', el('b', {}, told.facts.subject || told.verdict),
      el('small', {}, [told.facts.subject ? told.verdict : '', time(told.facts.sentAt), told.facts.from].filter(Boolean).join(' · '))),
    body(told));
}

// isAlone: nothing above says how the address stands.
function message(told, isAlone) {
  return el('article', { class: 'card message', 'data-situation': told.situation, 'data-state': told.state },
    told.facts.subject ? el('p', { class: 'subject' }, el('span', { class: 'faint' }, say('fact.subject')), ' ', told.facts.subject) : null,
    el('h2', { class: 'verdict' }, told.verdict),
    told.suppressed && isAlone ? el('p', {}, el('span', { class: 'badge bad' }, say('story.suppressed'))) : null,
    el('p', { class: 'faint' }, [told.recipient, told.provider, time(told.facts.sentAt)].filter(Boolean).join(' · ')),
    body(told));
}

function body(told) {
  return [
    way(told.way),
    told.incident ? incident(told.incident) : null,
    el('div', { class: 'columns' },
      el('div', {}, told.incident && !told.incident.open ? el('details', {}, el('summary', {}, say('story.recurs')), todo(told)) : todo(told),
        el('div', { class: 'letters' },
          letter(say('story.letterCustomer'), told.letters.customer),
          told.letters.administrator ? letter(say('story.letterAdministrator'), told.letters.administrator) : null)),
      el('div', {}, facts(told))),
    el('h3', {}, say('story.timeline')),
    told.timeline.length ? moments(told.timeline) : el('p', { class: 'faint' }, say('story.nothing')),
    sharing(told.messageId, told.recipient),
  ];
}

function todo(told) {
  return [
    el('h3', {}, say('story.todo')),
    el('p', {}, told.advice),
    told.notes.map((note) => el('p', { class: 'note' }, note)),
    told.others ? el('p', { class: 'note others' }, told.others.said) : null,
    dns(told.dns),
    steps(told.steps),
  ];
}

function incident(known) {
  return el('p', { class: `notice ${known.open ? 'open' : 'ended'}` },
    known.said, ' ', el('a', { href: `#/incidents/${encodeURIComponent(known.incidentId)}` }, say('story.incident')));
}

// What is wrong with the sender, and the very record that mends it.
function dns(findings) {
  return findings.length === 0 ? null : [
    el('h4', {}, say('story.dns')),
    el('ul', { class: 'dns' }, findings.map((finding) => el('li', { 'data-finding': finding.kind },
      finding.said, finding.fix ? el('div', { class: 'faint' }, finding.fix) : null,
      finding.publish ? el('div', {}, say('story.publish'), ' ', el('code', {}, finding.publish)) : null,
      finding.at ? el('div', {}, el('a', { href: finding.at, rel: 'noreferrer noopener', target: '_blank' }, finding.at)) : null))),
  ];
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
    timeline.map((moment) => [el('span', { class: 'time' }, time(moment.time)),
      moment.count > 1 ? `${moment.said} × ${number(moment.count)}` : moment.said,
      [el('span', { class: 'mono' }, moment.detail), evidence(moment)]]));
}

// What the administrator of the other side asks for.
function facts(told) {
  const known = told.facts;
  const lines = [
    ['fact.from', known.from],
    ['fact.to', known.to],
    ['fact.sent', known.sentAt ? exactTime(known.sentAt) : ''],
    ['fact.host', known.host],
    ['fact.ip', known.sourceIp],
    ['fact.messageId', `<${told.messageId}>`],
    ['fact.queueId', known.queueId],
    ['fact.acceptedAs', known.acceptedAs],
    ['fact.reply', known.reply],
    ['fact.subject', known.subject],
    ['fact.replyTo', known.replyTo],
    ['fact.stream', known.stream],
    ['fact.campaign', known.campaign],
  ].filter(([key, value]) => value || key === 'fact.from' || key === 'fact.sent')
    .map(([key, value]) => [say(key), value || say('fact.unknown')]);
  const text = lines.map(([name, value]) => `${name}: ${value}`).join('\n');
  return [
    el('h3', {}, say('story.facts')),
    el('dl', { class: 'facts' }, lines.flatMap(([name, value]) => [el('dt', {}, name), el('dd', { class: 'mono' }, value)])),
    el('button', { type: 'button', class: 'plain', onclick: (event) => copy(event.target, text) }, say('story.copy')),
  ];
}

export async function copy(button, text) {
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
