package io.nerest.detector.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Where a tensor's elements lie in its storage, counted in elements. */
@SuppressWarnings("ArrayRecordComponent")
record StridedView(long offset, long[] shape, long[] strides) {

    StridedView {
        if (shape.length != strides.length) {
            throw new IllegalArgumentException(
                    "has %d dimensions but %d strides".formatted(shape.length, strides.length));
        }
        if (offset < 0
                || Arrays.stream(shape).anyMatch(n -> n < 0)
                || Arrays.stream(strides).anyMatch(n -> n < 0)) {
            throw new IllegalArgumentException("has a negative offset, side or stride");
        }
    }

    /** A view of elements that lie one after another in C order. */
    static StridedView contiguous(long[] shape) {
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= shape[i];
        }
        return new StridedView(0, shape, strides);
    }

    /**
     * @throws ArithmeticException if the product overflows
     */
    long elements() {
        long product = 1;
        for (long side : shape) {
            product = Math.multiplyExact(product, side);
        }
        return product;
    }

    /**
     * @throws IllegalArgumentException if an element lies beyond the storage, or the view has more elements than the storage
     * @throws ArithmeticException if a product overflows
     */
    void requireWithin(long storageElements) {
        long elements = elements();
        if (elements > storageElements) {
            throw new IllegalArgumentException("claims %d elements of a storage of %d, shape %s"
                    .formatted(elements, storageElements, Arrays.toString(shape)));
        }
        long last = offset;
        for (int i = 0; i < shape.length && elements > 0; i++) {
            last = Math.addExact(last, Math.multiplyExact(shape[i] - 1, strides[i]));
        }
        if (elements > 0 && last >= storageElements) {
            throw new IllegalArgumentException(
                    "reaches element %d of a storage of %d".formatted(last, storageElements));
        }
    }

    /** Whether the elements lie one after another in C order. */
    boolean isContiguous() {
        long expected = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            if (shape[i] != 1 && strides[i] != expected) {
                return elements() == 0;
            }
            expected *= shape[i];
        }
        return true;
    }

    /** Returns the elements in C order: a slice of the storage if contiguous, else a copy. */
    ByteBuffer in(ByteBuffer storage, int elementBytes) {
        int count = (int) elements();
        if (count == 0) {
            return ByteBuffer.allocate(0);
        }
        if (isContiguous()) {
            return storage.slice((int) offset * elementBytes, count * elementBytes)
                    .order(ByteOrder.LITTLE_ENDIAN);
        }
        ByteBuffer copy = ByteBuffer.allocate(count * elementBytes).order(ByteOrder.LITTLE_ENDIAN);
        long[] index = new long[shape.length];
        for (int i = 0; i < count; i++) {
            long from = offset;
            for (int d = 0; d < index.length; d++) {
                from += index[d] * strides[d];
            }
            copy.put(i * elementBytes, storage, (int) from * elementBytes, elementBytes);
            for (int d = index.length - 1; d >= 0 && ++index[d] == shape[d]; d--) {
                index[d] = 0;
            }
        }
        return copy;
    }
}
