/** What can hide braces and quotes from us: comments, strings and patterns; and what opens or closes. */
const TOKEN =
  /\/\/.*|\/\*|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|(?<=(?:^|[(,=:[!&|?{};>]|return)\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\[])+\/|[`{}]/g;
const IN_TEMPLATE = /\\.|`|\$\{/g;
const IN_COMMENT = /\*\//g;

/**
 * Reads TypeScript line by line, and says whether the next line begins within a template literal or
 * a comment: there indentation means nothing.
 */
export function lineReader(): (line: string) => boolean {
  const open: string[] = []; // what the place stands in, outermost first: '`', '{' or '/*'
  return (line) => {
    for (let place = 0; ; ) {
      const inside = open.at(-1);
      const pattern = inside === '`' ? IN_TEMPLATE : inside === '/*' ? IN_COMMENT : TOKEN;
      pattern.lastIndex = place;
      const found = pattern.exec(line);
      if (found === null) return inside === '`' || inside === '/*';
      place = pattern.lastIndex;
      step(open, inside, found[0]);
    }
  };
}

function step(open: string[], inside: string | undefined, token: string): void {
  if (inside === '`') {
    if (token === '`') open.pop();
    else if (token === '${') open.push('{');
  } else if (token === '*/' || token === '}') open.pop();
  else if (token === '`' || token === '{' || token === '/*') open.push(token);
}
