package io.nerest.detector.pickle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads the bytes of a pickle in order. Checks every length against the remaining bytes. */
final class PickleBytes {
    private final ByteBuffer bytes;

    PickleBytes(byte[] pickle) {
        bytes = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
    }

    int position() {
        return bytes.position();
    }

    int unsignedByte() {
        return take(1).get(0) & 0xff;
    }

    int unsignedShort() {
        return take(2).getShort(0) & 0xffff;
    }

    int signedInt() {
        return take(4).getInt(0);
    }

    long unsignedInt() {
        return take(4).getInt(0) & 0xffffffffL;
    }

    /** Reads a double, which pickles store big-endian. */
    double bigEndianDouble() {
        return take(8).order(ByteOrder.BIG_ENDIAN).getDouble(0);
    }

    /** Reads a two's complement integer of at most eight bytes. */
    long signedLong(int length) {
        if (length > Long.BYTES) {
            throw refused("holds an integer of %d bytes; at most 8 are read".formatted(length));
        }
        long value = 0;
        ByteBuffer digits = take(length);
        for (int i = 0; i < length; i++) {
            value |= (digits.get(i) & 0xffL) << (8 * i);
        }
        int unused = Long.SIZE - 8 * length;
        return length == 0 ? 0 : value << unused >> unused;
    }

    String text(long length) {
        ByteBuffer encoded = take(length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(encoded).toString();
        } catch (CharacterCodingException invalid) {
            throw refused("holds a string that is not UTF-8");
        }
    }

    /** Reads up to the next line feed, which is skipped. */
    String line() {
        int start = bytes.position();
        for (int end = start; end < bytes.limit(); end++) {
            if (bytes.get(end) == '\n') {
                String line = text(end - start);
                bytes.position(end + 1);
                return line;
            }
        }
        throw refused("ends in the middle of a name");
    }

    int skip(long length) {
        return take(length).remaining();
    }

    PickleRefusedException refused(String problem) {
        return new PickleRefusedException("pickle, byte %d: %s".formatted(position(), problem));
    }

    private ByteBuffer take(long length) {
        if (length < 0 || length > bytes.remaining()) {
            throw refused("needs %d more bytes, but %d are left".formatted(length, bytes.remaining()));
        }
        ByteBuffer part = bytes.slice(bytes.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(bytes.position() + (int) length);
        return part;
    }
}
