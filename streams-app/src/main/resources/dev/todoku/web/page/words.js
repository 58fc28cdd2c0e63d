// What the page itself says. What is said of mail comes from the server, in the same language.

let texts = {};
export let language = 'en';

export function preferredLanguage() {
  const kept = stored('todoku.language');
  return kept || ((navigator.language || '').startsWith('ja') ? 'ja' : 'en');
}

export async function speak(chosen) {
  const response = await fetch(`words-${chosen}.json`);
  texts = await response.json();
  language = chosen;
  document.documentElement.lang = chosen;
  for (const element of document.querySelectorAll('[data-word]')) {
    element.textContent = say(element.dataset.word);
  }
  for (const element of document.querySelectorAll('[data-label]')) {
    element.setAttribute('aria-label', say(element.dataset.label));
  }
  try { localStorage.setItem('todoku.language', chosen); } catch { /* The choice is not kept. */ }
}

export function say(key, ...values) {
  const text = texts[key] === undefined ? key : texts[key];
  return values.reduce((said, value, i) => said.replaceAll(`{${i}}`, value), text);
}

export function number(value) {
  return new Intl.NumberFormat(language).format(value);
}

export function percent(rate) {
  return new Intl.NumberFormat(language, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(rate);
}

export function time(millis) {
  return millis ? new Intl.DateTimeFormat(language === 'ja' ? 'ja' : 'en-GB', { dateStyle: 'medium', timeStyle: 'medium' }).format(millis) : '';
}

// To the minute: where seconds would say no more.
export function minute(millis) {
  return millis ? new Intl.DateTimeFormat(language === 'ja' ? 'ja' : 'en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(millis) : '';
}

// The time of day alone, for an axis.
export function clock(millis) {
  return new Intl.DateTimeFormat(language === 'ja' ? 'ja' : 'en-GB', { hour: '2-digit', minute: '2-digit' }).format(millis);
}

// The day alone, for an axis.
export function day(millis) {
  return new Intl.DateTimeFormat(language === 'ja' ? 'ja' : 'en-GB', { month: 'numeric', day: 'numeric' }).format(millis);
}

// From one time to another; a day that both have stands once.
export function between(from, to) {
  return new Intl.DateTimeFormat(language === 'ja' ? 'ja' : 'en-GB', { dateStyle: 'medium', timeStyle: 'short' }).formatRange(from, to);
}

// Seconds below a minute: how long mail took.
export function delay(millis) {
  return millis < 60000 ? unit(Math.round(millis / 1000), 'second') : duration(millis);
}

// Japanese has no blank between a number and its unit.
function unit(value, name) {
  const text = new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
  return language === 'ja' ? text.replaceAll(/\s/g, '') : text;
}

// The two largest units: "4 h 20 min".
export function duration(millis) {
  const minutes = Math.max(1, Math.round(millis / 60000));
  const parts = [[Math.floor(minutes / 1440), 'day'], [Math.floor(minutes / 60) % 24, 'hour'], [minutes % 60, 'minute']];
  return parts.filter(([value]) => value > 0).slice(0, 2)
    .map(([value, name]) => unit(value, name)).join(language === 'ja' ? '' : ' ');
}

// With its offset, for somebody elsewhere.
export function exactTime(millis) {
  if (!millis) { return say('fact.unknown'); }
  const minutes = -new Date(millis).getTimezoneOffset();
  const two = (value) => String(Math.floor(Math.abs(value))).padStart(2, '0');
  const local = new Date(millis + minutes * 60000).toISOString().slice(0, 19).replace('T', ' ');
  return `${local} ${minutes < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}

export function zone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

function stored(key) {
  try { return localStorage.getItem(key); } catch { return null; }
}
