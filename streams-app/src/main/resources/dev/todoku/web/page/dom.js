// Builds elements. Text is always text: nothing that a stranger wrote becomes markup.

export function el(name, attributes, ...children) {
  const element = document.createElement(name);
  set(element, attributes);
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
}

export function svg(name, attributes, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  set(element, attributes);
  element.append(...children);
  return element;
}

function set(element, attributes) {
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key.startsWith('on')) {
      element.addEventListener(key.slice(2), value);
    } else if (value !== null && value !== undefined) {
      element.setAttribute(key, value);
    }
  }
}

// A table whose rows are lists of cells; on a phone each row becomes a block, with the heads beside,
// or where kept names columns, one line of these.
export function table(caption, heads, rows, numbers = [], kept = null) {
  const kind = (i) => [numbers.includes(i) ? 'number' : '', kept && !kept.includes(i) ? 'spare' : ''].filter(Boolean).join(' ') || null;
  return el('div', { class: 'table' },
    el('table', { class: kept ? 'compact' : 'wide' },
      el('caption', { class: 'hidden' }, caption),
      el('thead', {}, el('tr', {}, heads.map((head, i) => el('th', { scope: 'col', class: kind(i) }, head)))),
      el('tbody', {}, rows.map((cells) => el('tr', {},
        cells.map((cell, i) => el('td', { class: kind(i), 'data-head': heads[i] }, cell)))))));
}

// A long address or id in a cell: cut where there is no room, whole where it is pointed at.
export function narrow(text, href) {
  return el('a', { class: 'narrow', href, title: text }, text);
}

// A day as a line of what was accepted and bars of what failed, with its figures for who cannot see it.
export function sparkline(slots, from, to, slotMs, label) {
  const width = 144;
  const height = 32;
  const most = Math.max(1, ...slots.map((slot) => slot.accepted + slot.failed));
  const x = (time) => ((time - from) / Math.max(slotMs, to - from)) * width;
  const y = (count) => height - 1 - (count / most) * (height - 3);
  const byTime = new Map(slots.map((slot) => [slot.time, slot]));
  const points = [];
  const bars = [];
  for (let time = from; time <= to; time += slotMs) {
    const slot = byTime.get(time) || { accepted: 0, failed: 0 };
    points.push(`${x(time).toFixed(1)},${y(slot.accepted).toFixed(1)}`);
    if (slot.failed > 0) {
      bars.push(svg('rect', { class: 'no', x: x(time).toFixed(1), y: y(slot.failed).toFixed(1), width: 1.5, height: (height - 1 - y(slot.failed)).toFixed(1) }));
    }
  }
  return svg('svg', { class: 'line', viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': label },
    svg('line', { class: 'base', x1: 0, x2: width, y1: height - 1, y2: height - 1 }),
    ...bars, svg('polyline', { class: 'ok', points: points.join(' ') }));
}
