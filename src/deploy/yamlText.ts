/**
 * Objects as a stream of YAML documents, in the words of YAML 1.1: kubectl and compose read by it, and
 * there a bare `no` is false.
 */
export async function yamlText(...documents: readonly object[]): Promise<string> {
  const { stringify } = await import('yaml');
  return documents
    .map((one) => stringify(one, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false }))
    .join('---\n');
}
