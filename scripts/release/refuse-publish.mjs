// npm runs it before it publishes a checkout, which has whatever lies about in it. What is
// published is the .tgz of a release, which was built of one commit and tried.
import { complain } from '../lib/say.mjs';

complain(
  'A checkout is not published. Take the .tgz of a release: npm publish ./webcrt-VERSION.tgz',
);
process.exitCode = 1;
