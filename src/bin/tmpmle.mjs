const cli = await import('../dist/tmpb/index.js');
process.exitCode = await cli.runMle(process.argv.slice(2));
