import {
  type Declaration,
  type ModuleDeclaration,
  type Pattern,
  parse,
  type Statement,
} from 'acorn';

/** The code of a notebook as one module, whose cells can be run one by one. */
export interface JoinedCells {
  readonly code: string;
  /** What no JavaScript could be made of; such a cell is left out. */
  readonly faults: readonly CellFault[];
}

/** What is wrong with a cell, counted from 1 among those with code. */
export interface CellFault {
  readonly cell: number;
  readonly words: string;
}

type Top = Statement | ModuleDeclaration;

/**
 * Joins cells of JavaScript as a notebook does: all share their top-level names, a later cell may
 * declare a name again, and one that fails spoils no other.
 *
 * The module exports `mleCells`, a function for each cell, and `mleAnswer(name)`, what a top-level
 * name holds by then. Declarations become assignments to names that stand around all cells;
 * functions are there from the beginning of their cell, as in any script.
 *
 * @param cells JavaScript modules, each free of types; null for a cell that is left out.
 *
 * @example joinCells(['const a = 1;', 'const a = 2;']).faults; // []
 */
export function joinCells(cells: readonly (string | null)[]): JoinedCells {
  const names = new Set<string>();
  const faults: CellFault[] = [];
  const bodies = cells.map((code, k) => {
    if (code === null) return '';
    try {
      return cellBody(code, names);
    } catch (cause) {
      faults.push({ cell: k + 1, words: cause instanceof Error ? cause.message : String(cause) });
      return '';
    }
  });
  // What a cell calls by the name of a later declaration may be a global until then.
  const shared = [...names].map((name) => `let ${name} = globalThis.${name};\n`).join('');
  const known = [...names].map((name) => `  ${name}: () => ${name},\n`).join('');
  const require = names.has('require')
    ? ''
    : 'const require = mleCreateRequire(import.meta.url);\n';
  const code = `import { createRequire as mleCreateRequire } from 'node:module';
${require}${shared}export const mleCells = [
${bodies.map((body) => `async () => {\n${body}\n},\n`).join('')}];
const mleKnown = { __proto__: null,\n${known}};
export const mleAnswer = (name) => mleKnown[name]?.();
`;
  return { code, faults };
}

function cellBody(code: string, names: Set<string>): string {
  const { body } = parse(code, { ecmaVersion: 'latest', sourceType: 'module' });
  const declared = new Set<string>();
  let [first, rest] = ['', ''];
  for (const statement of body as Top[]) {
    const text = (node: { readonly start: number; readonly end: number }) =>
      code.slice(node.start, node.end);
    const plain = unexported(statement);
    if (plain === null) continue;
    for (const name of declaredNames(plain)) declared.add(name);
    if (plain.type === 'FunctionDeclaration') first += `${plain.id.name} = ${text(plain)};\n`;
    else rest += `;${assignment(plain, text)}\n`;
  }
  for (const name of declared) names.add(name);
  return first + rest;
}

/** A declaration without its `export`; null where nothing is left of the statement. */
function unexported(statement: Top): Statement | Declaration | ModuleDeclaration | null {
  if (statement.type === 'ExportNamedDeclaration') return statement.declaration ?? null;
  if (statement.type === 'ExportAllDeclaration') return null;
  if (statement.type !== 'ExportDefaultDeclaration') return statement;
  const { declaration } = statement;
  const named =
    (declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration') &&
    declaration.id !== null;
  return named ? (declaration as Declaration) : null;
}

function declaredNames(statement: Top | Declaration): string[] {
  if (statement.type === 'ImportDeclaration') {
    return statement.specifiers.map(({ local }) => local.name);
  }
  if (statement.type === 'FunctionDeclaration' || statement.type === 'ClassDeclaration') {
    return [statement.id.name];
  }
  if (statement.type !== 'VariableDeclaration') return [];
  return statement.declarations.flatMap(({ id }) => patternNames(id));
}

function patternNames(pattern: Pattern): string[] {
  if (pattern.type === 'Identifier') return [pattern.name];
  if (pattern.type === 'ArrayPattern') {
    return pattern.elements.flatMap((element) => (element ? patternNames(element) : []));
  }
  if (pattern.type === 'ObjectPattern') {
    return pattern.properties.flatMap((property) =>
      patternNames(property.type === 'RestElement' ? property.argument : property.value),
    );
  }
  if (pattern.type === 'AssignmentPattern') return patternNames(pattern.left);
  if (pattern.type === 'RestElement') return patternNames(pattern.argument);
  return [];
}

function assignment(
  statement: Top | Declaration,
  text: (node: { readonly start: number; readonly end: number }) => string,
): string {
  if (statement.type === 'ClassDeclaration') return `${statement.id.name} = ${text(statement)};`;
  if (statement.type === 'VariableDeclaration') {
    return statement.declarations
      .map(({ id, init }) => `(${text(id)} = ${init ? text(init) : 'undefined'});`)
      .join(' ');
  }
  if (statement.type !== 'ImportDeclaration') return text(statement);
  const from = statement.attributes.length > 0 ? `, { with: { type: 'json' } }` : '';
  const taken = statement.specifiers.map((specifier) => {
    if (specifier.type === 'ImportNamespaceSpecifier') return `${specifier.local.name} = mle$;`;
    const imported = specifier.type === 'ImportSpecifier' ? specifier.imported : null;
    const key =
      imported === null ? 'default' : imported.type === 'Literal' ? imported.value : imported.name;
    return `${specifier.local.name} = mle$[${JSON.stringify(key)}];`;
  });
  const load = `await import(${text(statement.source)}${from});`;
  return taken.length === 0 ? load : `{ const mle$ = ${load} ${taken.join(' ')} }`;
}
