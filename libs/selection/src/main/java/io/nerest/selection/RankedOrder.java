package io.nerest.selection;

/**
 * Indices by falling key, equal keys by rising lot; made in linear time, each next one in logarithmic time, so that the
 * first thousand of a million cost little more than one pass.
 */
final class RankedOrder {

    private final double[] keys;
    private final long[] lots;
    private final int[] heap;
    private int size;

    RankedOrder(double[] keys, long[] lots) {
        this.keys = keys;
        this.lots = lots;
        this.size = keys.length;
        this.heap = new int[size];
        for (int i = 0; i < size; i++) {
            heap[i] = i;
        }
        for (int i = size / 2 - 1; i >= 0; i--) {
            sink(i);
        }
    }

    boolean hasNext() {
        return size > 0;
    }

    int next() {
        int top = heap[0];
        size--;
        heap[0] = heap[size];
        sink(0);
        return top;
    }

    private void sink(int from) {
        int at = from;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!before(heap[child], heap[at])) {
                return;
            }
            int swapped = heap[at];
            heap[at] = heap[child];
            heap[child] = swapped;
            at = child;
        }
    }

    private boolean before(int a, int b) {
        return keys[a] > keys[b] || (keys[a] == keys[b] && lots[a] < lots[b]);
    }
}
