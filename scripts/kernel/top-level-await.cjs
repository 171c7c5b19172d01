'use strict';

/**
 * Mends a gap of tslab: it overlooks `await` in front of an expression that holds an async function
 * of its own, runs the cell as a plain function, and ends in "await is not defined".
 */
function mendTopLevelAwait(ts, converter) {
  return {
    ...converter,
    convert(...args) {
      const converted = converter.convert(...args);
      const { output, hasToplevelAwait } = converted;
      if (!output || hasToplevelAwait || !output.includes('await')) return converted;
      return { ...converted, hasToplevelAwait: awaits(ts, output) };
    },
  };
}

/** Whether code awaits outside of any function. The parser takes `await (…)` for a call there. */
function awaits(ts, code) {
  const look = (node) => {
    if (ts.isFunctionLike(node)) return false;
    if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier))
      return true;
    if (ts.isIdentifier(node) && node.text === 'await') return true;
    return ts.forEachChild(node, look) ?? false;
  };
  return look(ts.createSourceFile('cell.js', code, ts.ScriptTarget.ES2022));
}

module.exports = { mendTopLevelAwait };
