// Asks the server. Who needs a token signs in with it: the browser keeps a cookie, scripts see none.

import { language, say, zone } from './words.js';

export class Problem extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export async function ask(path, parameters = {}) {
  const response = await send(path, parameters, 'application/json');
  return response.json();
}

// Writes a record; the answer comes when Kafka has it.
export async function post(path, value, parameters = {}) {
  const response = await send(path, parameters, 'application/json', { method: 'POST', body: JSON.stringify(value) });
  return response.json();
}

// The same answer as a file, for a spreadsheet.
export async function download(path, parameters, name) {
  const response = await send(path, { ...parameters, format: 'csv' }, 'text/csv');
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

async function send(path, parameters, accept, options = {}) {
  const query = new URLSearchParams({ ...parameters, lang: language, zone: zone() });
  let response;
  try {
    response = await fetch(`${path}?${query}`, { ...options, headers: { Accept: accept } });
  } catch {
    throw new Problem(0, say('problem.away'));
  }
  if (response.status === 401) {
    await signIn();
    return send(path, parameters, accept, options);
  }
  if (!response.ok) {
    const told = await response.json().catch(() => ({}));
    throw new Problem(response.status, told.error || response.statusText);
  }
  return response;
}

// Several questions may need it at once, and one dialog is enough.
let signingIn = null;

function signIn() {
  signingIn = signingIn || askForToken().finally(() => { signingIn = null; });
  return signingIn;
}

function askForToken() {
  const dialog = document.getElementById('token-dialog');
  const field = document.getElementById('token');
  field.value = '';
  if (!dialog.open) { dialog.showModal(); }
  return new Promise((resolve) => {
    dialog.addEventListener('close', async () => {
      await fetch('session', { method: 'POST', body: field.value.trim() }).catch(() => null);
      field.value = '';
      resolve();
    }, { once: true });
  });
}
