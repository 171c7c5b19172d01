import { compileCells } from './compileCells.js';
import { openChannel } from './sealedChannel.js';

// Runs apart, since a text can be made to harm even who only reads it. Ends when it is killed.
const { receive, reply } = openChannel();
const cells = JSON.parse(receive()) as string[];
compileCells(cells).then(
  (joined) => reply(JSON.stringify(joined)),
  (cause: unknown) => {
    process.stderr.write(String(cause));
    process.exit(1);
  },
);
