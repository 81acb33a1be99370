package io.nerest.service.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends the request with 413 when more bytes arrive than accepted; needed for bodies that do not declare their length. */
final class LimitedBody extends FilterInputStream {
    private static final int TOO_LARGE = 413;

    private final long maxBytes;
    private long read;

    LimitedBody(InputStream body, long maxBytes) {
        super(body);
        this.maxBytes = maxBytes;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int bytes = super.read(buffer, offset, length);
        count(Math.max(0, bytes));
        return bytes;
    }

    private void count(int bytes) {
        read += bytes;
        if (read > maxBytes) {
            throw new ProblemException(TOO_LARGE, BodyLimit.detail("more than " + maxBytes, maxBytes));
        }
    }
}
