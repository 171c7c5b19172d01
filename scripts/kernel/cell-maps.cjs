'use strict';
const { SourceMap } = require('node:module');

const INLINE_MAP = /\n\/\/# sourceMappingURL=data:application\/json;base64,([A-Za-z0-9+/=]+)\s*$/;
/** tslab puts "export {};" on a line of its own before every cell. */
const LINES_BEFORE_CELL = 1;
const SCRIPT = 'cell-';

/**
 * From a position in the JavaScript that runs back to the line that the learner wrote.
 *
 * tslab compiles a cell twice (TypeScript → modules → CommonJS) and wraps the result in a function.
 * Both steps are asked for inline source maps, and a position goes back through both.
 */
class CellMaps {
  #compiled = new Map(); // cell number → { outer: SourceMap, inner: SourceMap | null, wrapper: number, lines: number }
  #modules = null; // the first step's map, waiting for its second step
  cell = 0;

  startCell() {
    this.cell += 1;
  }

  /** A copy of TypeScript whose two transpilation steps of tslab give source maps. */
  wrapCompiler(ts) {
    return {
      ...ts,
      createWatchCompilerHost: (files, options, ...rest) =>
        ts.createWatchCompilerHost(files, { ...options, inlineSourceMap: true }, ...rest),
      transpileModule: (input, options) => {
        this.#modules = readMap(input);
        const compilerOptions = { ...options.compilerOptions, inlineSourceMap: true };
        return ts.transpileModule(input.replace(INLINE_MAP, ''), { ...options, compilerOptions });
      },
    };
  }

  /** Names the scripts of cells, so that stack frames tell which cell they belong to. */
  nameCells(vm) {
    const run = vm.runInThisContext;
    vm.runInThisContext = (code, options) => {
      const wrapper = /^\((?:async )?function\(exports, require\) \{ /.exec(code);
      if (!wrapper) return run(code, options);
      const outer = /\n\/\/# sourceMappingURL=data:application\/json;base64,([A-Za-z0-9+/=]+)/.exec(
        code,
      );
      if (outer) {
        this.#compiled.set(this.cell, {
          outer: decode(outer[1]),
          inner: this.#modules,
          wrapper: wrapper[0].length,
          lines: code.slice(0, outer.index).split('\n').length,
        });
      }
      // displayErrors would print the transpiled line above the error.
      return run(code, { ...options, filename: `${SCRIPT}${this.cell}`, displayErrors: false });
    };
  }

  /** The frames of a stack that lie in cells, as { name, cell, line, column }, innermost first. */
  framesOf(stack) {
    const frames = [];
    for (const text of String(stack).split('\n')) {
      const match = /^\s+at (?:(.*?) \()?(?:\S*?)cell-(\d+):(\d+):(\d+)\)?$/.exec(text);
      if (!match) continue;
      const [, name, cell, line, column] = match;
      const place = this.#original(Number(cell), Number(line), Number(column));
      if (place) frames.push({ name: readableName(name), cell: Number(cell), ...place });
    }
    return frames;
  }

  #original(cell, line, column) {
    const maps = this.#compiled.get(cell);
    if (!maps || line > maps.lines) return null; // behind the cell: the call of tslab's wrapper
    let place = { line: line - 1, column: column - 1 - (line === 1 ? maps.wrapper : 0) };
    for (const map of [maps.outer, maps.inner]) {
      if (!map) continue;
      const entry = map.findEntry(place.line, place.column);
      if (entry.originalLine === undefined) return null;
      place = { line: entry.originalLine, column: entry.originalColumn };
    }
    const shown = place.line + 1 - LINES_BEFORE_CELL;
    return shown < 1 ? null : { line: shown, column: place.column + 1 };
  }
}

function readMap(code) {
  const match = INLINE_MAP.exec(code);
  return match ? decode(match[1]) : null;
}

function decode(base64) {
  return new SourceMap(JSON.parse(Buffer.from(base64, 'base64').toString('utf8')));
}

/** The wrapper function has no name that the learner knows. */
function readableName(name) {
  if (
    !name ||
    name === 'Object.<anonymous>' ||
    name === 'Timeout._onTimeout' ||
    name === '<anonymous>'
  )
    return '';
  return name.replace(/^async /, '').replace(/^(Object|exports|Proxy)\./, '');
}

module.exports = { CellMaps };
