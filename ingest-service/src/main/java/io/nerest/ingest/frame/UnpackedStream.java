package io.nerest.ingest.frame;

import io.nerest.formats.archive.ArchiveLimits;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts what a compressed archive unpacks to, and ends at the limits. Entries that are skipped are unpacked too. */
final class UnpackedStream extends FilterInputStream {
    private final long packed;
    private final ArchiveLimits limits;
    private long unpacked;

    /** @param packed size of the archive in bytes */
    UnpackedStream(InputStream in, long packed, ArchiveLimits limits) {
        super(in);
        this.packed = Math.max(1, packed);
        this.limits = limits;
    }

    /** The archive unpacks to too much. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1;

        TooLargeException(String message) {
            super(message);
        }
    }

    @Override
    public int read() throws IOException {
        int value = in.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = in.read(bytes, offset, length);
        count(read);
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        // In parts, so that a bomb is noticed before it is skipped as a whole.
        long skipped = in.skip(Math.min(bytes, 1 << 16));
        count(skipped);
        return skipped;
    }

    private void count(long bytes) throws IOException {
        unpacked += Math.max(0, bytes);
        if (unpacked > limits.bytes()) {
            throw new TooLargeException(
                    "unpacks to more than %,d bytes; send several archives".formatted(limits.bytes()));
        }
        if (unpacked > limits.ratioFrom() && unpacked / packed > limits.ratio()) {
            throw new TooLargeException(
                    "unpacks to more than %d times its size, as a bomb does".formatted(limits.ratio()));
        }
    }
}
