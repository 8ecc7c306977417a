// `@wechat-pipeline/accounts/file`: reading and checking the account file, which takes a schema and a parser of YAML.
export { ACCOUNT_FILE, accountFileJsonSchema } from './account-file.js';
export { openAccountFile, type ReadAccountFile, readAccountFile } from './read-account-file.js';
