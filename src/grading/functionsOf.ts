import { MlError } from '../core/index.js';

/**
 * The names of the functions that an exercise asks for: a function's own, or those of several.
 *
 * @throws MlError INVALID_ARGUMENT when one has no name, or is no function: a grader finds the
 *   student's functions by their names.
 *
 * @example functionsOf('1', { half: (x) => x / 2, twice: (x) => 2 * x }); // [ 'half', 'twice' ]
 */
export function functionsOf(exercise: string, answer: unknown): readonly string[] {
  const named: readonly [string, unknown][] =
    typeof answer === 'function'
      ? [[answer.name, answer]]
      : Object.entries((answer ?? {}) as Record<string, unknown>);
  const names = named.map(([name, value]) => {
    if (typeof value === 'function' && /^[A-Za-z_$][\w$]*$/.test(name)) return name;
    throw new MlError(
      'INVALID_ARGUMENT',
      `exercise ${exercise}: the answer must be a function with a name, or several as { name: function }; ` +
        `came ${JSON.stringify(name)}.`,
    );
  });
  if (names.length > 0) return names;
  throw new MlError('INVALID_ARGUMENT', `exercise ${exercise} asks for no function.`);
}

/** The functions of a submission in the form in which an exercise's tests take them. */
export function answerFrom(
  answer: unknown,
  functions: readonly string[],
  given: Readonly<Record<string, unknown>>,
): unknown {
  const of = (name: string) => {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (typeof value === 'function') return value;
    return () => {
      throw new Error(`there is no function ${name}`);
    };
  };
  if (typeof answer === 'function') return of(functions[0]!);
  return Object.fromEntries(functions.map((name) => [name, of(name)]));
}
