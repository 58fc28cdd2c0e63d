// A link to one answer, for somebody who may see nothing else.

import { ask, post } from './api.js';
import { el } from './dom.js';
import { parameters } from './range.js';
import { copy, story } from './story.js';
import { say, time } from './words.js';

export function sharing(messageId, recipient) {
  const result = el('div', { role: 'status' });
  const make = async () => {
    try {
      const made = await post('api/share', null, { message: messageId, recipient });
      const link = new URL(made.path, location.href.split('#')[0]).href;
      result.replaceChildren(el('p', { class: 'mono' }, link),
        el('button', { type: 'button', class: 'plain', onclick: (event) => copy(event.target, link) }, say('story.copy')),
        el('p', { class: 'hint' }, say('share.until', time(made.until))));
    } catch (problem) {
      result.textContent = problem.message;
    }
  };
  return el('details', { class: 'share' }, el('summary', {}, say('share.title')), el('p', { class: 'hint' }, say('share.hint')),
    el('button', { type: 'button', class: 'plain', onclick: make }, say('share.do')), result);
}

export async function shared() {
  document.body.dataset.shared = 'true';
  const link = Object.fromEntries(parameters());
  return story(await ask('api/shared', link)).concat(el('p', { class: 'faint' }, say('share.until', time(Number(link.until)))));
}
