// The page: an address after # says what is shown, so that it can be bookmarked and sent on.
// What the first view does not need is loaded when it is.

import { affected } from './affected.js';
import { ask } from './api.js';
import { el } from './dom.js';
import { detail, overview } from './figures.js';
import { home } from './home.js';
import { incident, isOpen, list } from './incidents.js';
import { parameters, range } from './range.js';
import { remember, result, suggest } from './search.js';
import { shared } from './share.js';
import { language, preferredLanguage, say, speak } from './words.js';

const REFRESH_MS = 15000;

const main = document.getElementById('main');
const status = document.getElementById('status');
const query = document.getElementById('query');
let turn = 0;

const VIEWS = {
  '': async () => home(...await Promise.all([ask('api/incidents', { limit: 50, brief: 'yes' }), ask('api/providers', { limit: 200, range: range() })])),
  incidents: async (id) => (id ? oneIncident(id) : list(await ask('api/incidents', { brief: 'yes' }), 'all')),
  providers: (name) => figures('providers', name),
  senders: (name) => (name ? sender(name) : figures('senders', name)),
  ips: (name) => figures('ips', name),
  campaigns: async () => (await import('./campaign.js')).campaigns(),
  suppressions: async () => (await import('./suppressions.js')).suppressions(),
  shared,
  campaign: async (name) => (await import('./campaign.js')).campaign(await ask('api/campaign', { name })),
  check,
  search,
};

async function figures(kind, name) {
  const asked = { range: range() };
  return name ? detail(kind, await ask(`api/${kind}/${encodeURIComponent(name)}`, asked)) : overview(kind, await ask(`api/${kind}`, asked));
}

// A domain may be reported on though no mail of it is known: somebody forges it.
async function sender(name) {
  const [known, reports] = await Promise.allSettled([figures('senders', name), ask(`api/senders/${encodeURIComponent(name)}/reports`)]);
  const { aggregateReports } = await import('./reports.js');
  const about = reports.status === 'fulfilled' ? aggregateReports(reports.value).filter(Boolean) : [];
  if (known.status === 'rejected' && !about.length) { throw known.reason; }
  return [...(known.status === 'fulfilled' ? known.value : [el('h1', {}, name)]), ...about];
}

// With the figures of what it is about, in a range that has its onset, and the mail that failed.
async function oneIncident(id) {
  const alert = await ask('api/incident', { id });
  const [figures, mail] = await Promise.all([figuresOf(alert), affected(alert, isOpen(alert)).catch(() => null)]);
  return incident(alert, figures, mail);
}

async function figuresOf(alert) {
  const { provider, sourceIp, fromDomain } = alert.scope || {};
  const path = provider ? `providers/${encodeURIComponent(provider)}` : sourceIp && !sourceIp.includes('/') ? `ips/${encodeURIComponent(sourceIp)}` : fromDomain ? `senders/${encodeURIComponent(fromDomain)}` : null;
  if (!path) { return null; }
  for (const wanted of parameters().get('range') ? [range()] : ['24h', '7d', '30d']) {
    const figures = await ask(`api/${path}`, { range: wanted }).catch(() => null);
    if (figures && figures.slots.length && alert.onset >= figures.from) { return figures; }
  }
  return null;
}

// A domain, and perhaps an address that sends for it.
async function check(argument) {
  const [domain, ip] = argument.split(' ');
  return (await import('./check.js')).report(await ask('api/check', ip ? { domain, ip } : { domain }));
}

async function search(text) {
  query.value = text;
  const answer = await ask('api/search', { q: text });
  if (answer.explanation || answer.hits.length || answer.mails.length) { remember(answer.query); }
  return result(answer);
}

async function show(isRefresh = false) {
  const mine = ++turn;
  const [name, ...rest] = location.hash.split('?')[0].replace(/^#\/?/, '').split('/');
  const argument = decodeURIComponent(rest.join('/'));
  const view = VIEWS[name] || VIEWS[''];
  if (!isRefresh) { announce(say('working')); }
  try {
    const content = await view(argument);
    if (mine !== turn) { return; }
    main.replaceChildren(...content.flat(9).filter(Boolean));
    announce('');
  } catch (problem) {
    if (mine !== turn) { return; }
    if (!isRefresh) { main.replaceChildren(el('h1', { class: 'hidden' }, problem.message)); }
    announce(problem.message, true);
  }
  mark(name);
  document.documentElement.dataset.ready = 'true';
  if (!isRefresh && location.hash) { main.focus({ preventScroll: true }); }
  if (!isRefresh) { scrollTo(0, 0); }
}

function mark(name) {
  const heading = main.querySelector('h1');
  document.title = heading && name ? `${heading.textContent} · Todoku` : 'Todoku';
  for (const link of document.querySelectorAll('header nav a')) {
    if (link.getAttribute('href') === `#/${name === 'campaign' ? 'campaigns' : name}`) {
      link.setAttribute('aria-current', 'page');
    } else {
      link.removeAttribute('aria-current');
    }
  }
}

function announce(text, isProblem = false) {
  status.textContent = text;
  status.className = isProblem ? 'problem' : '';
}

document.getElementById('search').addEventListener('submit', (event) => {
  event.preventDefault();
  const target = `#/search/${encodeURIComponent(query.value.trim())}`;
  if (location.hash === target) { show(); } else { location.hash = target; }
});

suggest(query, document.getElementById('suggestions'));

const chooser = document.getElementById('language');
chooser.addEventListener('change', async () => {
  await speak(chooser.value);
  show();
});

addEventListener('hashchange', () => show());

// Figures change; a story that somebody reads does not jump.
setInterval(() => {
  const isFigures = !/^#\/(search|check|suppressions|shared)/.test(location.hash) && !document.hidden && !getSelection().toString();
  if (isFigures && !main.contains(document.activeElement.closest('main *'))) { show(true); }
}, REFRESH_MS);

const wanted = new URLSearchParams(location.search).get('lang');
await speak(wanted === 'ja' || wanted === 'en' ? wanted : preferredLanguage());
chooser.value = language;
await show();
