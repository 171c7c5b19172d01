/** The little of papaparse that is used here; the package has no types of its own. */
declare module 'papaparse' {
  const Papa: {
    parse<Row>(
      text: string,
      options: { header: boolean; dynamicTyping: boolean; skipEmptyLines: boolean },
    ): { readonly data: readonly Row[] };
  };
  export default Papa;
}
