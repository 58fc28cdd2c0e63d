// A chart of what was accepted and what failed: axes, legend, hover or arrow keys, incidents shaded,
// and how much failure would be usual.

import { el, svg } from './dom.js';
import { clock, day, number, percent, say, time } from './words.js';

const HEIGHT = 200;
const MARGIN = { top: 10, right: 8, bottom: 24, left: 48 };
const STEPS_MS = [10, 15, 30, 60, 120, 240, 360, 720, 1440, 2880, 5760, 10080].map((minutes) => minutes * 60000);
const DAY_MS = 86400000;
// So many standard deviations are no chance any more.
const UNUSUAL = 3;
const TICK_PX = 70;

// slots: {time, accepted, deferred, failed}; spans: {onset, end, label, detectedAt} of incidents;
// usual: the failure rate that was thought normal, null where none is known.
export function chart(slots, from, to, slotMs, spans = [], usual = null) {
  const width = Math.max(300, Math.min(960, document.documentElement.clientWidth - 40));
  const end = from + (Math.floor((to - from) / slotMs) + 1) * slotMs;
  const byTime = new Map(slots.map((slot) => [slot.time, slot]));
  const all = [];
  for (let at = from; at < end; at += slotMs) {
    all.push(byTime.get(at) || { time: at, accepted: 0, deferred: 0, failed: 0 });
  }
  const scale = nice(Math.max(1, ...all.map((slot) => slot.accepted + slot.failed)));
  const x = (at) => MARGIN.left + ((at - from) / (end - from)) * (width - MARGIN.left - MARGIN.right);
  const y = (count) => HEIGHT - MARGIN.bottom - (count / scale.most) * (HEIGHT - MARGIN.top - MARGIN.bottom);
  const bar = Math.max(1, x(from + slotMs) - x(from) - 1);
  const rect = (kind, slot, low, high) => (high > low
    ? svg('rect', { class: kind, x: x(slot.time).toFixed(1), width: bar.toFixed(1), y: y(high).toFixed(1), height: (y(low) - y(high)).toFixed(1) })
    : '');
  const cursor = svg('line', { class: 'cursor', y1: MARGIN.top, y2: HEIGHT - MARGIN.bottom, x1: -9, x2: -9 });
  const picture = svg('svg', { class: 'chart', viewBox: `0 0 ${width} ${HEIGHT}`, role: 'img', tabindex: 0, 'aria-label': say('chart.label', time(from), time(end)) },
    ...spans.map((span) => shade(span, x, from, end)),
    ...scale.ticks.flatMap((count) => [
      svg('line', { class: 'grid', x1: MARGIN.left, x2: width - MARGIN.right, y1: y(count), y2: y(count) }),
      svg('text', { x: MARGIN.left - 6, y: y(count) + 4, 'text-anchor': 'end' }, number(count))]),
    ...hours(from, end, width).map((at) => svg('text', { x: x(at), y: HEIGHT - 6, 'text-anchor': 'middle' }, end - from > 2 * DAY_MS ? day(at) : clock(at))),
    ...all.flatMap((slot) => [rect('failed', slot, 0, slot.failed), rect('accepted', slot, slot.failed, slot.failed + slot.accepted)]),
    ...(usual === null ? [] : [band(all, usual, slotMs, x, y)]),
    ...spans.filter((span) => span.detectedAt > from && span.detectedAt < end).map((span) => detection(span, x)),
    cursor);
  const reading = el('p', { class: 'reading' }, say('chart.hint'));
  let chosen = all.length;
  const show = (index) => {
    chosen = Math.max(0, Math.min(all.length - 1, index));
    const slot = all[chosen];
    const ended = slot.accepted + slot.failed;
    const middle = x(slot.time) + bar / 2;
    cursor.setAttribute('x1', middle);
    cursor.setAttribute('x2', middle);
    reading.textContent = say('chart.reading', time(slot.time), number(slot.accepted), number(slot.failed), number(slot.deferred), ended ? percent(slot.accepted / ended) : '–');
  };
  picture.addEventListener('pointermove', (event) => {
    const box = picture.getBoundingClientRect();
    const at = ((event.clientX - box.left) / box.width) * width;
    show(Math.floor(((at - MARGIN.left) / (width - MARGIN.left - MARGIN.right)) * ((end - from) / slotMs)));
  });
  picture.addEventListener('keydown', (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) { event.preventDefault(); show(chosen + step); }
  });
  return el('figure', { class: 'chart' }, legend(spans, usual), picture, reading);
}

function legend(spans, usual) {
  const kinds = ['accepted', 'failed', ...(spans.length ? ['incident'] : []), ...(spans.some((span) => span.detectedAt) ? ['detected'] : []), ...(usual === null ? [] : ['usual'])];
  return el('ul', { class: 'legend' }, kinds.map((kind) => el('li', { class: kind }, say(`chart.${kind}`))));
}

// Up to where failures are chance, were they as frequent as before.
function band(all, usual, slotMs, x, y) {
  const points = all.flatMap((slot) => {
    const ended = slot.accepted + slot.failed;
    const most = Math.min(ended, ended * usual + UNUSUAL * Math.sqrt(ended * usual * (1 - usual)));
    return [`${x(slot.time).toFixed(1)},${y(most).toFixed(1)}`, `${x(slot.time + slotMs).toFixed(1)},${y(most).toFixed(1)}`];
  });
  return svg('polyline', { class: 'usual', points: points.join(' ') }, svg('title', {}, say('chart.usual')));
}

function detection(span, x) {
  const at = x(span.detectedAt);
  return svg('line', { class: 'detected', x1: at, x2: at, y1: MARGIN.top, y2: HEIGHT - MARGIN.bottom }, svg('title', {}, say('chart.detectedAt', time(span.detectedAt))));
}

function shade(span, x, from, end) {
  const begin = x(Math.max(from, span.onset));
  const stop = x(Math.min(end, span.end || end));
  return stop <= begin ? '' : svg('rect', { class: 'incident', x: begin, width: Math.max(2, stop - begin), y: MARGIN.top, height: HEIGHT - MARGIN.top - MARGIN.bottom },
    svg('title', {}, span.label));
}

// Three to five round numbers up to the largest count.
function nice(most) {
  const magnitude = 10 ** Math.floor(Math.log10(most));
  const step = [0.2, 0.5, 1, 2, 5].map((part) => part * magnitude).find((part) => part >= 1 && most / part <= 5) || Math.max(1, magnitude);
  const ticks = [];
  for (let count = 0; count < most + step; count += step) { ticks.push(Math.round(count)); }
  return { ticks, most: ticks[ticks.length - 1] };
}

// Full hours of the reader's clock.
function hours(from, end, width) {
  const step = STEPS_MS.find((part) => (end - from) / part <= width / TICK_PX) || STEPS_MS[STEPS_MS.length - 1];
  const offset = new Date(from).getTimezoneOffset() * 60000;
  const ticks = [];
  for (let at = Math.ceil((from - offset) / step) * step + offset; at < end; at += step) {
    if (at - from >= (end - from) / 40 && end - at >= (end - from) / 40) { ticks.push(at); }
  }
  return ticks;
}
