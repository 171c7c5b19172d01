import { type ColumnKind, describeKnown } from '../../core/index.js';
import { isoDate, isoDateEnd } from './isoDate.js';
import type { SchemaColumn } from './schema.js';
import { valueRules, wholePattern } from './valueRules.js';

const COMMON = ['kind', 'nullable', 'unique', 'knownAt', 'description'];

/** What may be said of a column of each kind. */
export const RULES_OF_KIND: Readonly<Record<ColumnKind, readonly string[]>> = {
  number: [...COMMON, 'unit', 'range', 'integer', 'allowed'],
  string: [...COMMON, 'allowed', 'pattern'],
  boolean: COMMON,
  date: [...COMMON, 'range'],
};

const ALL_RULES = [...new Set(Object.values(RULES_OF_KIND).flat())];
const TRUTH_VALUES = ['nullable', 'unique', 'integer'];
const TEXTS = ['unit', 'knownAt', 'description', 'pattern'];

/** Everything that is wrong with the rules of one column, each as the end of a sentence. */
export function columnFaults(rules: unknown): string[] {
  if (!isRecord(rules)) return ['has no object of rules'];
  const kind = rules.kind;
  if (typeof kind !== 'string' || !Object.hasOwn(RULES_OF_KIND, kind)) {
    const kinds = Object.keys(RULES_OF_KIND);
    return [`has the kind ${show(kind)}. ${describeKnown('Kind', String(kind), kinds)}`];
  }
  const faults: string[] = [];
  for (const [rule, value] of Object.entries(rules)) {
    if (value === undefined || rule === 'kind') continue;
    const fault = misplaced(rule, kind as ColumnKind) ?? mistyped(rule, value, kind);
    if (fault !== undefined) faults.push(fault);
  }
  return faults.length > 0 ? faults : contradictions(rules as unknown as SchemaColumn);
}

function misplaced(rule: string, kind: ColumnKind): string | undefined {
  if (RULES_OF_KIND[kind].includes(rule)) return undefined;
  if (!ALL_RULES.includes(rule)) {
    return `has the rule ${show(rule)}, which does not exist. ${describeKnown('Rule', rule, RULES_OF_KIND[kind])}`;
  }
  const homes = Object.entries(RULES_OF_KIND).filter(([, names]) => names.includes(rule));
  return `is of kind ${kind}, and ${rule} is a rule for ${homes.map(([name]) => `${name}s`).join(' and ')}`;
}

function mistyped(rule: string, value: unknown, kind: string): string | undefined {
  if (TRUTH_VALUES.includes(rule) && typeof value !== 'boolean') {
    return `has ${rule} ${show(value)}, and true or false is needed`;
  }
  if (TEXTS.includes(rule) && (typeof value !== 'string' || value === '')) {
    return `has ${rule} ${show(value)}, and a text is needed`;
  }
  if (rule === 'range') return rangeFault(value, kind);
  if (rule === 'allowed') return allowedFault(value, kind);
  return rule === 'pattern' ? patternFault(value as string) : undefined;
}

function rangeFault(range: unknown, kind: string): string | undefined {
  const needed = kind === 'number' ? 'numbers' : "ISO dates such as '2015-12-31'";
  if (!Array.isArray(range) || range.length !== 2) {
    return `has a range that is no pair [lowest, highest]`;
  }
  const [low, high] = range as [unknown, unknown];
  if (low === null && high === null) return 'has a range without any bound; leave it out';
  const from = kind === 'number' ? low : typeof low === 'string' ? isoDate(low) : low;
  const to = kind === 'number' ? high : typeof high === 'string' ? isoDateEnd(high) : high;
  if (!isBound(from, low, kind) || !isBound(to, high, kind)) {
    return `has the range ${show(low)} to ${show(high)}, and its ends must be ${needed}, or null for no bound`;
  }
  if (from !== null && to !== null && (from as number) > (to as number)) {
    return `has the range ${show(low)} to ${show(high)}, which holds no value; the lowest comes first`;
  }
  return undefined;
}

function isBound(parsed: unknown, given: unknown, kind: string): boolean {
  if (given === null) return true;
  return Number.isFinite(parsed) && (kind === 'number') === (typeof given === 'number');
}

function allowedFault(allowed: unknown, kind: string): string | undefined {
  if (!Array.isArray(allowed) || allowed.length === 0) {
    return 'has no list of allowed values, or an empty one: then nothing would be valid';
  }
  const strange = allowed.find((value) => typeof value !== kind || Number.isNaN(value));
  if (strange !== undefined || allowed.includes(undefined)) {
    return `is of kind ${kind}, but allows ${show(strange)}`;
  }
  if (new Set(allowed).size === allowed.length) return undefined;
  return `allows ${show(allowed.find((value, i) => allowed.indexOf(value) !== i))} twice`;
}

function patternFault(pattern: string): string | undefined {
  try {
    wholePattern(pattern);
    return undefined;
  } catch (cause) {
    return `has the pattern ${show(pattern)}, which is no regular expression (${(cause as Error).message})`;
  }
}

/** Rules that are well formed alone, and cannot hold together. */
function contradictions(column: SchemaColumn): string[] {
  const faults: string[] = [];
  if (column.kind === 'number' && column.integer && column.range) {
    const [low, high] = column.range;
    if (low !== null && high !== null && Math.ceil(low) > Math.floor(high)) {
      faults.push(`has no whole number in its range ${low} to ${high}`);
    }
  }
  if (column.kind !== 'number' && column.kind !== 'string') return faults;
  const rules = valueRules(column);
  for (const value of column.allowed ?? []) {
    const broken = rules.find((rule) => !rule.holds(value));
    if (broken) faults.push(`allows ${show(value)}, but every value must ${broken.needed}`);
  }
  return faults;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  return typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
}
