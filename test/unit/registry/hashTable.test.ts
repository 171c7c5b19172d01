import { hashTable, Table } from 'mle-kit';
import { describe, expect, it } from 'vitest';

describe('hashTable', () => {
  const table = Table.from({ mass: [3750, Number.NaN], sex: ['f', null] });

  it('agrees with the SHA-256 that Python computes of the same bytes', () => {
    // b'[2,[["mass","number"],["sex","string"]]]\n' + struct.pack('<d', 3750) + NaN + b'["f",null]\n'
    expect(hashTable(table)).toBe(
      '5c61c44d474970257577b1be9f29698c7f06edfe9711e0e2891d5cf93d757be0',
    );
  });

  it('sees every value, name, kind and order', () => {
    const others = [
      Table.from({ mass: [3750, 0], sex: ['f', null] }),
      Table.from({ mass: [3750, Number.NaN], sex: ['f', ''] }),
      Table.from({ mass: [3750, Number.NaN], s: ['f', null] }),
      Table.from({ sex: ['f', null], mass: [3750, Number.NaN] }),
      table.take([1, 0]),
      table.take([0]),
      Table.from({ mass: [new Date(3750), null], sex: ['f', null] }),
    ];
    expect(new Set([table, ...others].map(hashTable)).size).toBe(others.length + 1);
  });

  it('says the same of a copy, and of any NaN', () => {
    const strange = new Float64Array(
      new BigUint64Array([0x40ad4c0000000000n, 0xfff8000000000001n]).buffer,
    );
    expect(hashTable(Table.from({ mass: strange, sex: ['f', null] }))).toBe(hashTable(table));
  });

  it('reads long columns in blocks: a change in any of them shows', () => {
    const values = Float64Array.from({ length: 20_000 }, (_, i) => i);
    const texts = Array.from(values, String);
    const whole = hashTable(Table.from({ values, texts }));
    expect(hashTable(Table.from({ values, texts }))).toBe(whole);
    for (const row of [0, 8191, 8192, 19_999]) {
      expect(
        hashTable(
          Table.from({ values: values.map((value, i) => (i === row ? -1 : value)), texts }),
        ),
      ).not.toBe(whole);
      const changed = texts.map((text, i) => (i === row ? 'x' : text));
      expect(hashTable(Table.from({ values, texts: changed }))).not.toBe(whole);
    }
  });

  it('takes a table without rows', () => {
    expect(hashTable(table.take([]))).toHaveLength(64);
  });
});
