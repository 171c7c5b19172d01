import { escapeHtml } from './html.js';

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: break-word; }
table { border-collapse: collapse; margin: 0.5rem 0 1.5rem; }
th, td { padding: 0.25rem 0.75rem; text-align: left; vertical-align: top; border-bottom: 1px solid #8884; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.all { color: light-dark(#176d2c, #6fce84); }
.none { color: light-dark(#a3231a, #ff8f85); }
.some, .open { color: light-dark(#7a5200, #f0b84a); }
.why { overflow-wrap: anywhere; white-space: pre-wrap; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: 0.5rem; background: #8881; font-size: 0.8rem; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; }
.pair > div { min-width: 0; }
.pictures { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(24rem, 100%), 1fr)); gap: 1.5rem; }
.wide { overflow-x: auto; }
.wide th[scope='row'] { min-width: 7rem; overflow-wrap: anywhere; }
.wide .why { min-width: 10rem; font-size: 0.875rem; }
figure { margin: 0; min-width: 0; }
figure img { max-width: 100%; height: auto; }
figcaption { font-size: 0.875rem; overflow-wrap: anywhere; }
/* Pictures are dark on white; turned over they are light on black, and each keeps its hue. */
@media (prefers-color-scheme: dark) { figure img { filter: invert(1) hue-rotate(180deg); } }
`;

/**
 * A whole HTML page that loads nothing and runs nothing: whatever data or a submission managed to
 * write into it stays text. Its pictures are part of it (`data:`).
 *
 * @param title text; it is escaped here.
 * @param body  HTML.
 */
export function page(title: string, body: string): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`,
    `<title>${escapeHtml(title)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    `<body>\n${body}\n</body>`,
    '</html>',
    '',
  ].join('\n');
}

/** Text for HTML: escaped, without characters that show nothing and command something. */
export function html(text: string | number): string {
  return escapeHtml(String(text).replace(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu, '�'));
}
