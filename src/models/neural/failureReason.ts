/**
 * Why a backend did not load, in a few words for a line of output: no stack, no folders,
 * because these differ from machine to machine.
 *
 * @param title what did not load: 'native TensorFlow'.
 * @param error whatever its loading threw.
 */
export function failureReason(title: string, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (/Cannot find module/.test(message)) return `${title} is not installed`;
  if (/can not be found at path/.test(message)) return `${title} is not built here`;
  const first = message.split('\n')[0] ?? '';
  const short = first.replace(/(?:[A-Za-z]:)?[^\s:'"]*[\\/]([^\s:'"\\/]+)/g, '$1').trim();
  return `${title} does not load: ${short.length > 90 ? `${short.slice(0, 90)}…` : short}`;
}
