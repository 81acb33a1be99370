package io.nerest.ingest.frame;

import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The part of a content that a request selects by the header {@code Range} (RFC 9110, section 14). */
sealed interface ByteRange {
    /** Calls the function of this kind of range. */
    <R> R match(Supplier<R> ifWhole, Function<Part, R> ifPart, Supplier<R> ifUnsatisfiable);

    /** The whole content: the header is missing, or is one that a server may ignore. */
    record Whole() implements ByteRange {
        @Override
        public <R> R match(Supplier<R> ifWhole, Function<Part, R> ifPart, Supplier<R> ifUnsatisfiable) {
            return ifWhole.get();
        }
    }

    /**
     * A part.
     *
     * @param first first byte, from 0
     * @param last last byte, included
     */
    record Part(long first, long last) implements ByteRange {
        long length() {
            return last - first + 1;
        }

        @Override
        public <R> R match(Supplier<R> ifWhole, Function<Part, R> ifPart, Supplier<R> ifUnsatisfiable) {
            return ifPart.apply(this);
        }
    }

    /** A part that the content does not have. */
    record Unsatisfiable() implements ByteRange {
        @Override
        public <R> R match(Supplier<R> ifWhole, Function<Part, R> ifPart, Supplier<R> ifUnsatisfiable) {
            return ifUnsatisfiable.get();
        }
    }

    /**
     * Parses the header. Several ranges at once are answered by the whole content, which the standard permits.
     *
     * @param size of the content in bytes
     */
    static ByteRange parse(@Nullable String header, long size) {
        if (header == null) {
            return new Whole();
        }
        Matcher single = Syntax.SINGLE.matcher(header.trim());
        if (!single.matches() || (single.group(1).isEmpty() && single.group(2).isEmpty())) {
            return new Whole();
        }
        if (single.group(1).isEmpty()) {
            long suffix = Long.parseLong(single.group(2));
            return suffix == 0 || size == 0 ? new Unsatisfiable() : new Part(Math.max(0, size - suffix), size - 1);
        }
        long first = Long.parseLong(single.group(1));
        long last = single.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(single.group(2)));
        if (first >= size) {
            return new Unsatisfiable();
        }
        return last < first ? new Whole() : new Part(first, last);
    }

    /** The syntax of one range. */
    final class Syntax {
        private static final Pattern SINGLE = Pattern.compile("bytes\\s*=\\s*(\\d{0,18})\\s*-\\s*(\\d{0,18})");

        private Syntax() {}
    }
}
