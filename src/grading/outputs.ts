import { decodeValue, encodeValue } from './exchange.js';

/** What an answer gave for one input, as it travels: an encoded value, or what was thrown. */
export type Output = { readonly value: string } | { readonly error: string };

const LONGEST_ERROR = 300;

// As it was when this was loaded: what an answer puts in its place never sees a test's call.
const FunctionOf = Function;

/**
 * The call of a hidden test, made from its source alone: so it runs where nothing else of the test is.
 *
 * @example callFrom('(answer, input) => answer(...input)')((a, b) => a + b, [1, 2]); // 3
 */
export function callFrom(source: string): (answer: unknown, input: unknown) => unknown {
  // Compilers that keep names put calls of __name into functions.
  const make = (expression: string) =>
    new FunctionOf('__name', `'use strict'; return ${expression};`)((kept: unknown) => kept);
  try {
    return make(`(${source})`) as ReturnType<typeof callFrom>;
  } catch {
    return make(`({ ${source} }).call`) as ReturnType<typeof callFrom>; // written as a method
  }
}

/**
 * What an answer gives, input by input: the part of grading that runs beside the student's code.
 *
 * @param call   the source of the test's call.
 * @param inputs encoded; each call has a copy of its own, so no answer can spoil the next input.
 *
 * @example await outputsOf('(half, x) => half(x)', (x) => x / 2, ['3']); // [ { value: '1.5' } ]
 */
export async function outputsOf(
  call: string,
  answer: unknown,
  inputs: readonly string[],
): Promise<Output[]> {
  const outputs: Output[] = [];
  for (const input of inputs) {
    try {
      const came = await callFrom(call)(answer, decodeValue(input));
      outputs.push({ value: encodeValue(came) });
    } catch (cause) {
      const words = cause instanceof Error ? cause.message : String(cause);
      outputs.push({ error: words.slice(0, LONGEST_ERROR) });
    }
  }
  return outputs;
}
