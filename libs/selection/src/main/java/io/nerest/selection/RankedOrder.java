package io.nerest.selection;

/**
 * Iterates indices by falling key, equal keys by rising random key. Construction takes linear time, each next index
 * logarithmic time, so that the first thousand of a million cost little more than one pass.
 */
final class RankedOrder {

    private final double[] keys;
    private final long[] randomKeys;
    private final int[] heap;
    private int size;

    RankedOrder(double[] keys, long[] randomKeys) {
        this.keys = keys;
        this.randomKeys = randomKeys;
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
        return keys[a] > keys[b] || (keys[a] == keys[b] && randomKeys[a] < randomKeys[b]);
    }
}
