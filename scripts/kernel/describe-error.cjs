'use strict';
const { inspect, format } = require('node:util');

/**
 * What tslab would print of a failed cell, made fit for people: name and message, the hint that an
 * MlError carries, the cell's own frames, and the same for each cause.
 */
function describeError(values, maps) {
  const [first] = values;
  if (!isError(first)) {
    if (typeof first === 'string' && first.includes('%d:%d - %s'))
      return describeDiagnostic(values, maps);
    const message = typeof first === 'string' ? format(...values) : `thrown: ${inspect(first)}`;
    return { name: 'Thrown', message, frames: [], text: message };
  }
  const frames = maps.framesOf(first.stack).map(printFrame);
  const lines = [headline(first), ...hintOf(first), ...frames];
  for (
    let cause = first.cause, depth = 0;
    cause !== undefined && depth < 5;
    cause = cause?.cause, depth++
  ) {
    lines.push(`Caused by: ${isError(cause) ? headline(cause) : inspect(cause)}`);
  }
  return { name: first.name, message: String(first.message), frames, text: lines.join('\n') };
}

/** A type error, from tslab's format "%s%d:%d - %s". */
function describeDiagnostic([, file, line, column, message], maps) {
  const place = file ? `${file.trim()}, line ${line}` : `cell ${maps.cell}, line ${line}`;
  const text = `TypeScript, ${place}, column ${column}: ${format('%s', message)}`;
  return { name: 'TypeScript', message: text, frames: [], text };
}

function headline(error) {
  const name = error.name || 'Error';
  return error.message ? `${name}: ${error.message}` : name;
}

function hintOf(error) {
  return typeof error.hint === 'string' && error.hint ? [`Hint: ${error.hint}`] : [];
}

function printFrame({ name, cell, line, column }) {
  return `    at ${name ? `${name}, ` : ''}cell ${cell}, line ${line}, column ${column}`;
}

/** Cells share Node's main context, but an error may come from another one (a worker, a vm). */
function isError(value) {
  return (
    value instanceof Error ||
    (typeof value === 'object' && value !== null && 'stack' in value && 'message' in value)
  );
}

module.exports = { describeError };
