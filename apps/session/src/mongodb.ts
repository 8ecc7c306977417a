import { MongoClient } from 'mongodb';

/** Somebody is looking at a blank page meanwhile: a MongoDB that hangs, or is not there, counts as away after this. */
const MILLISECONDS = 2_000;

export function connectMongodb(url: string): MongoClient {
  return new MongoClient(url, {
    serverSelectionTimeoutMS: MILLISECONDS,
    connectTimeoutMS: MILLISECONDS,
    socketTimeoutMS: MILLISECONDS,
  });
}
