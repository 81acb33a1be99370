package io.nerest.detector.inference;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Iterator;

/** Reuses direct buffers: allocating and zeroing one for each batch takes longer than filling it. */
final class PixelBuffers {
    private static final int KEPT = 4;

    private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();

    /** Returns a buffer of at least so many bytes. */
    synchronized ByteBuffer borrow(int bytes) {
        for (Iterator<ByteBuffer> each = free.iterator(); each.hasNext(); ) {
            ByteBuffer buffer = each.next();
            if (buffer.capacity() >= bytes) {
                each.remove();
                return buffer;
            }
        }
        return ByteBuffer.allocateDirect(bytes);
    }

    /** Keeps the buffer for a later batch. At most {@value #KEPT} are kept. */
    synchronized void giveBack(ByteBuffer buffer) {
        free.addFirst(buffer);
        if (free.size() > KEPT) {
            free.removeLast();
        }
    }
}
