package io.nerest.detector.architecture;

import java.util.Arrays;
import java.util.Objects;

/** Name, shape and role of one tensor of a network's state, under the reference's name. */
@SuppressWarnings("ArrayRecordComponent")
public record TensorSpec(String name, TensorRole role, long... shape) {
    public TensorSpec {
        shape = shape.clone();
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    /** Returns the number of elements. */
    public long elements() {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TensorSpec that
                && name.equals(that.name)
                && role == that.role
                && Arrays.equals(shape, that.shape);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, role, Arrays.hashCode(shape));
    }

    @Override
    public String toString() {
        return name + Arrays.toString(shape);
    }
}
