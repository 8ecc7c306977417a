export { COMPILERS, type Consumer, installPackage } from './install-package.js';
export { type PackedPackage, packPackage } from './pack-package.js';
export { type Run, runProgram } from './run-program.js';
