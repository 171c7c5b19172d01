import { InvalidArgumentError } from 'commander';

/** Of an option as it is typed: names with commas between them. */
export function nameList(text: string): string[] {
  return text.split(',').filter((name) => name !== '');
}

/** From 0 on. */
export function wholeNumber(text: string): number {
  if (/^[0-9]{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('A whole number is needed.');
}

/** A share or a chance that is neither nothing nor all. */
export function properShare(text: string): number {
  const value = Number(text);
  if (text !== '' && value > 0 && value < 1) return value;
  throw new InvalidArgumentError('A number between 0 and 1 is needed.');
}

/** The path of a file that is to be written, in the one format that its name must end in. */
export function fileEnding(ending: string): (text: string) => string {
  return (text) => {
    if (text.toLowerCase().endsWith(ending)) return text;
    throw new InvalidArgumentError(`A file name that ends in ${ending} is needed.`);
  };
}
