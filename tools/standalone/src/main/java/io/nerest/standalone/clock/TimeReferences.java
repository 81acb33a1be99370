package io.nerest.standalone.clock;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Redirects references to methods that return the current time. A call names its method by an entry of the constant pool (JVM
 * specification, 4.4); it is enough to replace the class in that entry, so no instruction changes.
 */
final class TimeReferences {
    private static final Set<String> METHODS = Set.of(
            "java/lang/System.currentTimeMillis()J",
            "java/time/Instant.now()Ljava/time/Instant;",
            "java/time/Clock.systemUTC()Ljava/time/Clock;");
    private static final byte[] TARGET = "io/nerest/standalone/clock/MovedTime".getBytes(StandardCharsets.US_ASCII);

    private static final int COUNT_AT = 8;
    private static final int POOL_AT = 10;
    private static final int MOST_ENTRIES = 0xFFFF;
    private static final int UTF8 = 1;
    private static final int CLASS = 7;
    private static final int METHOD = 10;

    private final ByteBuffer file;
    /** Where the content of each entry starts, after its tag; 0 for the second half of long and double. */
    private final int[] entries;

    private final int end;

    private TimeReferences(byte[] classFile) {
        file = ByteBuffer.wrap(classFile.clone());
        entries = new int[unsigned(COUNT_AT)];
        int at = POOL_AT;
        for (int i = 1; i < entries.length; i++) {
            entries[i] = at + 1;
            int tag = file.get(at);
            at += 1 + length(tag, at + 1);
            if (tag == 5 || tag == 6) {
                i++;
            }
        }
        end = at;
    }

    /** Returns the changed class file; null if it refers to none of the methods. */
    static byte @Nullable [] redirected(byte[] classFile) {
        TimeReferences references = new TimeReferences(classFile);
        return references.redirect();
    }

    private byte @Nullable [] redirect() {
        int name = entries.length;
        if (name + 2 > MOST_ENTRIES) {
            return null;
        }
        boolean found = false;
        for (int entry = 1; entry < name; entry++) {
            if (entries[entry] != 0 && tag(entry) == METHOD && METHODS.contains(method(entry))) {
                file.putShort(entries[entry], (short) (name + 1));
                found = true;
            }
        }
        return found ? withTarget(name) : null;
    }

    /** Appends the name of the target class and the class itself to the constant pool. */
    private byte[] withTarget(int name) {
        file.putShort(COUNT_AT, (short) (name + 2));
        ByteBuffer changed = ByteBuffer.allocate(file.capacity() + 3 + TARGET.length + 3);
        changed.put(file.array(), 0, end);
        changed.put((byte) UTF8).putShort((short) TARGET.length).put(TARGET);
        changed.put((byte) CLASS).putShort((short) name);
        changed.put(file.array(), end, file.capacity() - end);
        return changed.array();
    }

    private String method(int entry) {
        int owner = unsigned(entries[entry]);
        int nameAndType = unsigned(entries[entry] + 2);
        return text(unsigned(entries[owner]))
                + "."
                + text(unsigned(entries[nameAndType]))
                + text(unsigned(entries[nameAndType] + 2));
    }

    private String text(int entry) {
        int at = entries[entry];
        return new String(file.array(), at + 2, unsigned(at), StandardCharsets.UTF_8);
    }

    private int tag(int entry) {
        return file.get(entries[entry] - 1);
    }

    private int unsigned(int at) {
        return Short.toUnsignedInt(file.getShort(at));
    }

    /** Returns the length of the content of an entry in bytes. */
    private int length(int tag, int at) {
        return switch (tag) {
            case UTF8 -> 2 + unsigned(at);
            case 3, 4, 9, METHOD, 11, 12, 17, 18 -> 4;
            case 5, 6 -> 8;
            case CLASS, 8, 16, 19, 20 -> 2;
            case 15 -> 3;
            default -> throw new IllegalArgumentException("unknown tag " + tag + " in the constant pool");
        };
    }
}
