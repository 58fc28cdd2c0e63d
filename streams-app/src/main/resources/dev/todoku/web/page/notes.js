// What people do about an incident: acknowledge, mute, note, tick off steps. Records of
// mail.incident-notes, so that all instances and programs know.

import { ask, post } from './api.js';
import { el } from './dom.js';
import { language, minute, say } from './words.js';

const HOUR_MS = 3600000;
const MUTES = [1, 4, 24];
const NAME = 'todoku.name';
const POLL_MS = 500;
const POLLS = 10;

export function notes(alert) {
  const who = el('input', { id: 'who', autocomplete: 'name', maxlength: 100, value: stored() });
  const text = el('input', { id: 'note', autocomplete: 'off', maxlength: 900 });
  const state = el('div', { class: 'notes' });
  const done = el('p', { role: 'status' });
  const steps = el('ol', { class: 'steps ticks' });

  const record = async (kind, more = {}) => {
    const by = who.value.trim();
    if (!by) { done.textContent = say('notes.who'); who.focus(); return; }
    try { localStorage.setItem(NAME, by); } catch { /* Asked again next time. */ }
    const note = { incidentId: alert.incidentId, time: Date.now(), kind, by, ...more };
    try {
      await post('intake/incident-notes', note);
      await awaitNote(note);
      done.textContent = say('notes.recorded');
    } catch (problem) {
      done.textContent = problem.message;
    }
  };
  // Kafka has it; the instance reads it a moment later.
  const awaitNote = async (note) => {
    for (let i = 0; i < POLLS; i++) {
      const known = await ask('api/incident', { id: alert.incidentId });
      show(known.notes);
      if (note.undone || known.notes.some((other) => other.time === note.time && other.kind === note.kind)) { return; }
      await new Promise((resolve) => { setTimeout(resolve, POLL_MS); });
    }
  };
  const show = (known) => {
    const of = (kind) => known.filter((note) => note.kind === kind);
    const ticked = new Map(of('STEP').map((note) => [note.text, note]));
    steps.replaceChildren(...(alert.remedy || []).map((step) => tick(step, ticked.get(step.id), record)));
    const lines = [
      ...of('ACK').map((note) => el('p', { class: 'good' }, say('notes.acked', note.by, minute(note.time)))),
      ...of('MUTE').filter((note) => note.until > Date.now()).map((note) => el('p', {}, say('notes.muted', note.by, minute(note.until)))),
      ...of('NOTE').map((note) => el('p', {}, el('b', {}, note.by), ` ${minute(note.time)} `, el('br'), note.text)),
    ];
    state.replaceChildren(...lines);
  };
  show(alert.notes || []);
  const button = (word, action, ...values) => el('button', { type: 'button', class: 'plain', onclick: action }, say(word, ...values));
  return [
    alert.state === 'WITHDRAWN' ? null : alert.state === 'RESOLVED' ? el('details', {}, el('summary', {}, say('story.recurs')), steps)
      : [el('h2', {}, say('incidents.remedy')), steps],
    el('h2', {}, say('notes.title')), state,
    el('div', { class: 'line' }, el('label', { for: 'who' }, say('recipient.by')), who,
      alert.state === 'RESOLVED' ? null : [button('notes.ack', () => record('ACK')),
        MUTES.map((hours) => button('notes.mute', () => record('MUTE', { until: Date.now() + hours * HOUR_MS }), hours))]),
    el('form', { class: 'line', onsubmit: async (event) => {
      event.preventDefault();
      if (text.value.trim()) { await record('NOTE', { text: text.value.trim() }); text.value = ''; }
    } }, el('label', { for: 'note' }, say('notes.note')), text, el('button', { class: 'plain' }, say('notes.add'))),
    done,
  ];
}

function tick(step, ticked, record) {
  const box = el('input', { type: 'checkbox', onchange: () => record('STEP', { text: step.id, undone: !box.checked }) });
  box.checked = Boolean(ticked);
  return el('li', {}, el('label', {}, box, ' ', step.text[language]),
    step.where ? [el('br'), link(step.where)] : null,
    ticked ? el('small', { class: 'faint' }, ` ${say('notes.ticked', ticked.by, minute(ticked.time))}`) : null);
}

// Only what is an address on the web becomes a link.
function link(where) {
  return /^https?:\/\//.test(where) ? el('a', { href: where, rel: 'noopener noreferrer', target: '_blank' }, where) : el('span', {}, where);
}

function stored() {
  try { return localStorage.getItem(NAME) || ''; } catch { return ''; }
}
