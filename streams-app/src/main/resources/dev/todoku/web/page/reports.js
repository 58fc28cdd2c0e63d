// What mailbox providers report of a domain: who sends as it (DMARC), and whether TLS to it works.

import { el, table } from './dom.js';
import { number, say, time } from './words.js';

export function aggregateReports(answer) {
  return [dmarc(answer.dmarc), tls(answer.tls)];
}

function dmarc(reports) {
  return reports && [
    el('h2', {}, say('reports.dmarc')),
    el('p', {}, say('reports.dmarc.sum', number(reports.messages), number(reports.failed), reports.policy || '–')),
    span(reports),
    table(say('reports.dmarc'),
      [say('reports.source'), say('reports.messages'), say('reports.dkim'), say('reports.spf'), say('reports.failed'), say('reports.refused')],
      reports.sources.map((source) => [
        source.known ? el('a', { href: `#/ips/${encodeURIComponent(source.sourceIp)}` }, source.sourceIp) : [source.sourceIp, el('span', { class: 'faint' }, ` ${say('reports.unknown')}`)],
        number(source.messages), number(source.dkimAligned), number(source.spfAligned),
        el('span', { class: source.failed ? 'bad' : null }, number(source.failed)), number(source.refused)]), [1, 2, 3, 4, 5]),
  ];
}

function tls(reports) {
  return reports && [
    el('h2', {}, say('reports.tls')),
    el('p', {}, say('reports.tls.sum', number(reports.successful), number(reports.failed))),
    span(reports),
    reports.failures.length ? table(say('reports.tls'),
      [say('reports.result'), say('reports.sessions'), say('reports.host'), say('reports.detail')],
      reports.failures.map((failure) => [failure.result, number(failure.sessions), failure.receivingHost || '–', failure.detail || '–']), [1]) : null,
  ];
}

function span(reports) {
  return el('p', { class: 'faint' }, say('reports.span', number(reports.reports), reports.reporters.join(', '), time(reports.to)));
}
