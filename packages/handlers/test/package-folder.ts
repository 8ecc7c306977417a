import { join } from 'node:path';

/** This package's folder, seen from build/test. */
export const PACKAGE = join(import.meta.dirname, '../..');
