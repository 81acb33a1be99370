package io.nerest.cameras.hostile;

/**
 * One file of the corpus.
 *
 * @param name what is wrong with it
 * @param accepted whether code that reads such files must accept it
 * @param fileName whose ending states the kind of file
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record HostileFile(String name, boolean accepted, String fileName, byte[] content) {}
