export { checkCommonPush, checkJson, checkXml } from './check-readers.js';
export { COMMON_PUSHES, writeDocument } from './common-pushes.js';
export { type Delivery, deliver, type Envelope, MODES, NOW } from './deliver.js';
export { type FuzzOptions, type FuzzReport, fuzz } from './fuzz.js';
export { LONG_JSON, LONG_XML, type LongDocument } from './long-documents.js';
