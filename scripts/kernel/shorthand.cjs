'use strict';

/**
 * Mends two gaps of tslab: `{ x }` with an `x` of an earlier cell ends in "x is not defined".
 *
 * tslab puts `exports.` in front of names of earlier cells, but asks the compiler for the symbol of
 * the property where `{ x }` is written, not for that of the variable, and so leaves it alone. Here
 * the compiler answers with the variable, and the short form is written out as `{ x: exports.x }`.
 *
 * The other way round it takes the first name in `const { x: y } = …` for a variable, although it
 * is a property's; here that name is left alone.
 */
function mendShorthand(ts) {
  return {
    createWatchCompilerHost(...args) {
      const host = ts.createWatchCompilerHost(...args);
      let listener;
      Object.defineProperty(host, 'afterProgramCreate', {
        get: () => (builder) => {
          answerWithVariables(ts, builder.getProgram().getTypeChecker());
          listener?.(builder);
        },
        set: (given) => {
          listener = given;
        },
      });
      return host;
    },

    visitEachChild(node, visitor, context, ...rest) {
      if (node && ts.isBindingElement(node) && node.propertyName) {
        const visit = (child) => (child === node.propertyName ? child : visitor(child));
        return ts.visitEachChild(node, visit, context, ...rest);
      }
      if (!node || !ts.isShorthandPropertyAssignment(node) || node.objectAssignmentInitializer) {
        return ts.visitEachChild(node, visitor, context, ...rest);
      }
      const value = visitor(node.name);
      return value === node.name ? node : ts.factory.createPropertyAssignment(node.name, value);
    },
  };
}

const mended = new WeakSet();

function answerWithVariables(ts, checker) {
  if (mended.has(checker)) return;
  mended.add(checker);
  const ask = checker.getSymbolAtLocation;
  checker.getSymbolAtLocation = (node) => {
    const parent = node.parent;
    const short = parent && ts.isShorthandPropertyAssignment(parent) && parent.name === node;
    return (short && checker.getShorthandAssignmentValueSymbol(parent)) || ask(node);
  };
}

module.exports = { mendShorthand };
