// Imported before all that an old Node.js does not know, so that it is this that is told.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`expected Node.js 20.19 or newer, this is ${process.versions.node}: https://nodejs.org/en/download`);
  process.exit(1);
}
