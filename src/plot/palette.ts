import { MlError } from '../core/index.js';

/** How one group is drawn: colour and shape each tell it apart alone. */
export interface GroupStyle {
  readonly color: string;
  readonly symbol: string;
  readonly dash: string;
}

/**
 * The palette of Okabe & Ito (2008, "Color Universal Design"), told apart by people with the
 * common kinds of colour blindness. Ordered so that the colours with the best contrast on white
 * come first; its yellow is left out, since on white paper it is next to invisible (1.3 : 1).
 */
const STYLES: readonly GroupStyle[] = [
  { color: '#0072B2', symbol: 'circle', dash: 'solid' }, // blue
  { color: '#D55E00', symbol: 'diamond', dash: 'dash' }, // vermilion
  { color: '#009E73', symbol: 'square', dash: 'dot' }, // bluish green
  { color: '#CC79A7', symbol: 'triangle-up', dash: 'dashdot' }, // reddish purple
  { color: '#000000', symbol: 'x', dash: 'longdash' }, // black
  { color: '#E69F00', symbol: 'cross', dash: 'longdashdot' }, // orange
  { color: '#56B4E9', symbol: 'star', dash: '2px,6px' }, // sky blue
];

/** Rows whose group is missing: grey and hollow, so that they never pass for a group. */
export const MISSING_STYLE: GroupStyle = { color: '#767676', symbol: 'circle-open', dash: 'dot' };

/** How many groups one picture can tell apart. */
export const MAX_GROUPS = STYLES.length;

/** The style of the group with this number; the colours repeat only where a caller asks beyond. */
export function groupStyle(index: number): GroupStyle {
  return STYLES[index % MAX_GROUPS]!;
}

/** Refuses more groups than can be told apart. */
export function assertFewGroups(where: string, groups: number): void {
  if (groups <= MAX_GROUPS) return;
  throw new MlError(
    'INVALID_ARGUMENT',
    `${where}: ${groups} groups cannot be told apart in one picture, which holds ${MAX_GROUPS}. ` +
      'Keep the largest and join the rest, or draw several pictures and combine() them.',
  );
}

/** `#0072B2` at 30% opacity → `rgba(0,114,178,0.3)`. */
export function translucent(hex: string, opacity: number): string {
  const part = (from: number) => Number.parseInt(hex.slice(from, from + 2), 16);
  return `rgba(${part(1)},${part(3)},${part(5)},${opacity})`;
}
