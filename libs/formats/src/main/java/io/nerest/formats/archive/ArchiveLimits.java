package io.nerest.formats.archive;

/**
 * Most that an archive may unpack to.
 *
 * @param entries number of files and folders
 * @param bytes of all files together
 * @param entryBytes of one file
 * @param ratio of unpacked to packed bytes, once more than {@code ratioFrom} bytes are unpacked
 * @param ratioFrom bytes
 */
public record ArchiveLimits(int entries, long bytes, long entryBytes, int ratio, long ratioFrom) {

    /** A million entries, 100 GB, 4 GB for each file; at most a hundredfold from 100 MB on. */
    public static final ArchiveLimits DEFAULT =
            new ArchiveLimits(1_000_000, 100_000_000_000L, 4_000_000_000L, 100, 100_000_000);
}
